import { conflictError } from '@supergraph/kit/user-errors';

import type { CheckoutRow } from '#src/checkout-tables.ts';
import { type Asked, type Asking, askQuote } from '#src/checkout/participants.ts';
import { EDITABLE } from '#src/checkout/states.ts';
import type { Context } from '#src/context.ts';
import { findCart, saveCart } from '#src/data/carts.ts';
import { findCheckout, putCheckout } from '#src/data/checkouts.ts';
import type { CartRow } from '#src/tables.ts';

import { stateOf } from './begin-checkout.ts';
import { openCheckout } from './open-checkout.ts';
import { type CheckoutPayload, answer, refuse } from './outcome.ts';

export type CheckoutFields = Partial<
  Pick<CheckoutRow, 'email' | 'shippingAddress' | 'billingAddress' | 'shippingOption'>
>;

/** What an edit makes of a checkout; it may ask other services. */
export type CheckoutEdit = (
  checkout: CheckoutRow,
  asking: Asking,
) => Promise<Asked<CheckoutFields>>;

/** Changes who buys and where it goes, prices that, and keeps the cart in step, so that its totals say the same. */
export async function editCheckout(
  context: Context,
  checkoutId: string,
  edit: CheckoutEdit,
): Promise<CheckoutPayload> {
  const { db, now, viewer, request, commands } = context;
  const opening = await openCheckout(db.reader, checkoutId, {
    viewer,
    states: EDITABLE,
  });
  if (!opening.ok) {
    return refuse(opening.errors);
  }
  const { checkout, cart } = opening;
  if (cart.version !== checkout.cartVersion) {
    return answer(context, checkout.id, [movedOn(cart.version)]);
  }
  // Of this try alone: what it asks has no effect that another try could double.
  const key = `${checkout.id}:${context.newId('ask')}`;
  const asking: Asking = { commands, correlationId: request.correlationId, key };
  const fields = await edit(checkout, asking);
  if (!fields.ok) {
    return answer(context, checkout.id, fields.errors);
  }
  const edited = { ...checkout, ...fields.value };
  const quote = await askQuote(edited, asking);
  if (!quote.ok) {
    return answer(context, checkout.id, quote.errors);
  }
  const isStored = await db.transaction(async (tx) => {
    const current = await findCheckout(tx, checkout.id);
    const currentCart = await findCart(tx, cart.id);
    if (current?.version !== checkout.version || currentCart?.version !== cart.version) {
      return false;
    }
    const next = withFields(cart, edited, now());
    await saveCart(tx, next);
    await putCheckout(tx, {
      ...edited,
      quote: quote.value,
      state: stateOf(edited),
      failure: null,
      cartVersion: next.version,
      version: checkout.version + 1,
    });
    return true;
  });
  return answer(context, checkout.id, isStored ? [] : [movedOn(cart.version)]);
}

/** The cart is not what was frozen. */
export function movedOn(currentVersion: number) {
  return conflictError(
    'The cart has changed since the checkout began: begin it again.',
    ['checkoutId'],
    currentVersion,
  );
}

function withFields(
  cart: CartRow,
  { email, shippingAddress, shippingOption }: CheckoutRow,
  now: number,
): CartRow {
  return {
    ...cart,
    email,
    shippingAddress,
    shippingOption,
    version: cart.version + 1,
    updatedAt: now,
  };
}
