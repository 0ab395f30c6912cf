import type { Transaction } from '@supergraph/kit/database';
import { conflictError } from '@supergraph/kit/user-errors';

import { BUSY } from '#src/checkout/states.ts';
import type { Context } from '#src/context.ts';
import { findLinesOfCarts, replaceLines } from '#src/data/cart-lines.ts';
import { saveCart } from '#src/data/carts.ts';
import { findLiveCheckout } from '#src/data/checkouts.ts';
import type { Reading } from '#src/rules/line-input.ts';
import type { CartRow, LineRow } from '#src/tables.ts';

import { openCart } from './open-cart.ts';
import { type CartPayload, type Outcome, done, refused, runOnce, toPayload } from './outcome.ts';

/** What an edit finds. */
export interface OpenedCart {
  readonly tx: Transaction;
  readonly cart: CartRow;
  readonly lines: readonly LineRow[];
  readonly now: number;
}

/** What an edit leaves; what is absent stays. */
export interface CartEdit {
  readonly fields?: Partial<CartRow>;
  readonly lines?: readonly LineRow[];
}

export type Edit = (opened: OpenedCart) => Promise<Reading<CartEdit>>;

interface EditCall {
  readonly operation: string;
  readonly input: {
    readonly cartId: string;
    readonly expectedVersion?: number | null;
    readonly idempotencyKey?: string | null;
  };
}

/** Edits one cart that the viewer may change: all of it or, with every reason, nothing. */
export async function editCart(context: Context, call: EditCall, edit: Edit): Promise<CartPayload> {
  const { db, now, viewer } = context;
  const { cartId, expectedVersion } = call.input;
  // Asked before the key is: a stored outcome is only for those who may open the cart, and a refusal is not stored.
  const opening = await openCart(db.reader, cartId, { viewer, now: now() });
  if (!opening.ok) {
    return { cart: null, errors: [opening.error], warnings: [] };
  }
  const result = await runOnce(context, call, async (tx) => {
    const opened = await openCart(tx, cartId, { viewer, now: now() });
    if (!opened.ok) {
      return refused([opened.error]);
    }
    const { cart } = opened;
    if (expectedVersion !== undefined && expectedVersion !== null) {
      const { version } = cart;
      if (version !== expectedVersion) {
        const message = `The cart has version ${version}.`;
        return refused([conflictError(message, ['expectedVersion'], version)]);
      }
    }
    return applyEdit(tx, cart, { edit, now: now() });
  });
  return toPayload(context, result);
}

/** Writes what an edit leaves. The version grows only when something is other than before. */
export async function applyEdit(
  tx: Transaction,
  cart: CartRow,
  { edit, now }: { readonly edit: Edit; readonly now: number },
): Promise<Outcome> {
  const live = await findLiveCheckout(tx, cart.id);
  if (live !== undefined && BUSY.includes(live.state)) {
    return refused([conflictError('The cart is being ordered.', ['cartId'], cart.version)]);
  }
  const lines = await findLinesOfCarts(tx, [cart.id]);
  const edited = await edit({ tx, cart, lines, now });
  if (!edited.ok) {
    return refused(edited.errors);
  }
  const { fields = {}, lines: after = lines } = edited.value;
  const hasOtherLines = await replaceLines(tx, lines, after);
  const next = { ...cart, ...fields };
  if (hasOtherLines || JSON.stringify(next) !== JSON.stringify(cart)) {
    // What delivery costs depends on what is sent where.
    const isSameParcel = !hasOtherLines && isSentAlike(cart, next);
    await saveCart(tx, {
      ...next,
      shippingOption: isSameParcel ? next.shippingOption : null,
      version: cart.version + 1,
      updatedAt: now,
    });
  }
  return done(cart.id);
}

function isSentAlike(one: CartRow, other: CartRow): boolean {
  return (
    one.currency === other.currency &&
    one.country === other.country &&
    JSON.stringify(one.shippingAddress) === JSON.stringify(other.shippingAddress)
  );
}
