import type { Context } from '#src/context.ts';
import type { CheckoutRow } from '#src/checkout-tables.ts';
import type { CheckoutError } from '#src/checkout/errors.ts';
import { findCheckout } from '#src/data/checkouts.ts';
import { forgetAll } from '#src/loaders.ts';

/** What the client gets. */
export interface CheckoutPayload {
  checkout: CheckoutRow | null;
  errors: CheckoutError[];
}

export function refuse(errors: readonly CheckoutError[]): CheckoutPayload {
  return { checkout: null, errors: [...errors] };
}

/** The checkout as it is at this moment, for a caller who was let in. */
export async function answer(
  { db, loaders }: Context,
  checkoutId: string,
  errors: readonly CheckoutError[] = [],
): Promise<CheckoutPayload> {
  forgetAll(loaders);
  const checkout = (await findCheckout(db.reader, checkoutId)) ?? null;
  return { checkout, errors: [...errors] };
}
