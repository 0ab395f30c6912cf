import type { Queries } from '@supergraph/kit/database';
import { forbiddenError, notFoundError } from '@supergraph/kit/user-errors';

import type { CheckoutRow } from '#src/checkout-tables.ts';
import type { CheckoutState } from '#src/checkout/states.ts';
import { type CheckoutError, illegalStateError } from '#src/checkout/errors.ts';
import { findCart } from '#src/data/carts.ts';
import { findCheckout } from '#src/data/checkouts.ts';
import { type Viewer, canSee, owns } from '#src/rules/access.ts';
import type { CartRow } from '#src/tables.ts';

interface Visit {
  readonly viewer: Viewer;
  /** States in which the call makes sense. */
  readonly states: readonly CheckoutState[];
}

export type CheckoutOpening =
  | { readonly ok: true; readonly checkout: CheckoutRow; readonly cart: CartRow }
  | { readonly ok: false; readonly errors: readonly CheckoutError[] };

/** It can never be completed any more. */
const ENDED: ReadonlySet<CheckoutState> = new Set(['FAILED', 'CANCELLED', 'EXPIRED']);

/** The checkout to change, for those who may change its cart. A foreign one and none at all look the same. */
export async function openCheckout(
  db: Queries,
  checkoutId: string,
  { states, viewer }: Visit,
): Promise<CheckoutOpening> {
  const checkout = await findCheckout(db, checkoutId);
  const cart = checkout && (await findCart(db, checkout.cartId));
  const path = ['checkoutId'];
  if (checkout === undefined || cart === undefined || !canSee(cart, viewer)) {
    return { ok: false, errors: [notFoundError('There is no such checkout for you.', path)] };
  }
  if (!owns(cart, viewer)) {
    const message = 'Support agents may read checkouts, not change them.';
    return { ok: false, errors: [forbiddenError(message, path)] };
  }
  if (!states.includes(checkout.state)) {
    const hint = ENDED.has(checkout.state) ? ' Begin another one with checkoutBegin.' : '';
    const message = `The checkout is ${checkout.state}.${hint}`;
    return { ok: false, errors: [illegalStateError(checkout.state, message)] };
  }
  return { ok: true, checkout, cart };
}
