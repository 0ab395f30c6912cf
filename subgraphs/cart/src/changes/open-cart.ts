import type { Queries } from '@supergraph/kit/database';
import { conflictError, forbiddenError, notFoundError } from '@supergraph/kit/user-errors';

import { findCart } from '#src/data/carts.ts';
import { type Viewer, canChange, canSee, hasLiveToken, owns } from '#src/rules/access.ts';
import type { CartError } from '#src/rules/errors.ts';
import type { CartRow } from '#src/tables.ts';

export type Opening =
  | { readonly ok: true; readonly cart: CartRow }
  | { readonly ok: false; readonly error: CartError };

interface Visit {
  readonly viewer: Viewer;
  readonly now: number;
}

/** The cart to change. A merged guest cart leads to the one it was merged into. A foreign cart and none at all look the same. */
export async function openCart(db: Queries, cartId: string, visit: Visit): Promise<Opening> {
  const { viewer } = visit;
  const named = await findCart(db, cartId);
  const cart = named && ((await followMerge(db, named, visit)) ?? named);
  if (cart !== undefined && canChange(cart, viewer)) {
    return { ok: true, cart };
  }
  const path = ['cartId'];
  if (cart?.state === 'ORDERED' && owns(cart, viewer)) {
    return { ok: false, error: conflictError('The cart was ordered.', path, cart.version) };
  }
  return {
    ok: false,
    error:
      cart !== undefined && canSee(cart, viewer)
        ? forbiddenError('Support agents may read carts, not change them.', path)
        : notFoundError('There is no such cart for you.', path),
  };
}

async function followMerge(
  db: Queries,
  { mergedInto, ...cart }: CartRow,
  { viewer, now }: Visit,
): Promise<CartRow | undefined> {
  return mergedInto !== null && hasLiveToken({ mergedInto, ...cart }, viewer.tokenHash, now)
    ? findCart(db, mergedInto)
    : undefined;
}
