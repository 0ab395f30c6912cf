import type { Transaction } from '@supergraph/kit/database';

import type { Context } from '#src/context.ts';
import { replaceLines } from '#src/data/cart-lines.ts';
import { findActiveCarts, insertCart } from '#src/data/carts.ts';
import type { WantedLine } from '#src/rules/line-input.ts';
import type { CartRow } from '#src/tables.ts';

import { applyEdit } from './edit-cart.ts';
import { addingLines } from './line-edits.ts';
import { type Outcome, done, refused } from './outcome.ts';

export interface NewCart {
  readonly currency: string;
  readonly country: string;
  readonly locale: string;
  readonly lines: readonly WantedLine[];
  /** Of the token that opens it; null when a customer does. */
  readonly tokenHash: string | null;
}

/** The customer's active cart with the lines added, else a cart of its own. With faulty lines, nothing. */
export async function createCart(
  context: Context,
  tx: Transaction,
  wanted: NewCart,
): Promise<Outcome> {
  const now = context.now();
  const { customerId } = context.viewer;
  const edit = addingLines(context.newId, wanted.lines);
  const [active] = customerId === null ? [] : await findActiveCarts(tx, [customerId]);
  if (active !== undefined) {
    return applyEdit(tx, active, { edit, now });
  }
  const cart = buildCart(context, wanted, now);
  const edited = await edit({ tx, cart, lines: [], now });
  if (!edited.ok) {
    return refused(edited.errors);
  }
  await insertCart(tx, cart);
  await replaceLines(tx, [], edited.value.lines ?? []);
  return done(cart.id);
}

function buildCart(
  { newId, viewer: { customerId } }: Context,
  { currency, country, locale, tokenHash }: NewCart,
  now: number,
): CartRow {
  return {
    id: newId('cart'),
    tokenHash,
    tokenExpiresAt: null,
    customerId,
    state: 'ACTIVE',
    mergedInto: null,
    version: 1,
    currency,
    country,
    locale,
    email: null,
    shippingAddress: null,
    shippingOption: null,
    isErased: false,
    voucherCodes: [],
    note: null,
    createdAt: now,
    updatedAt: now,
  };
}
