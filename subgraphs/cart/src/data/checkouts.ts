import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, count, eq, lte, sql } from '@supergraph/kit/drizzle';
import { preparedPut } from '@supergraph/kit/put';

import { type CheckoutRow, checkout } from '#src/checkout-tables.ts';
import { cart } from '#src/tables.ts';

export async function findCheckouts(db: Queries, ids: readonly string[]): Promise<CheckoutRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

export async function findCheckout(db: Queries, id: string): Promise<CheckoutRow | undefined> {
  return selectByIds(db).get({ ids: JSON.stringify([id]) });
}

/** The checkouts of these carts that are neither given up nor failed; at most one of each. */
export async function findLiveCheckouts(
  db: Queries,
  cartIds: readonly string[],
): Promise<CheckoutRow[]> {
  return selectLive(db).all({ cartIds: JSON.stringify(cartIds) });
}

export async function findLiveCheckout(
  db: Queries,
  cartId: string,
): Promise<CheckoutRow | undefined> {
  return selectLive(db).get({ cartIds: JSON.stringify([cartId]) });
}

/** How many were begun from a cart so far, whatever became of them. */
export async function countCheckouts(db: Queries, cartId: string): Promise<number> {
  return selectCount(db).get({ cartId })?.count ?? 0;
}

export const putCheckout = preparedPut(checkout, checkout.id);

/** Checkouts that nobody went on with in time. */
export async function findOverdue(
  db: Queries,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<CheckoutRow[]> {
  return selectOverdue(db).all({ now, limit });
}

/** Forgets who bought where in checkouts whose time ended before then, and in carts that were ordered: orders has it of those. */
export async function forgetBuyers(tx: Transaction, before: number): Promise<void> {
  const isToForget = and(
    lte(checkout.expiresAt, before),
    sql`${checkout.email} is not null`,
    sql`${checkout.state} in ('COMPLETED', 'FAILED', 'CANCELLED', 'EXPIRED')`,
  );
  const nobody = { email: null, shippingAddress: null };
  tx.update(cart)
    .set({ ...nobody, note: null })
    .where(
      and(
        eq(cart.state, 'ORDERED'),
        sql`${cart.id} in (select ${checkout.cartId} from ${checkout} where ${isToForget})`,
      ),
    )
    .run();
  tx.update(checkout)
    .set({ ...nobody, billingAddress: null })
    .where(isToForget)
    .run();
}

const selectByIds = prepared((db) =>
  db.select().from(checkout).where(inJson(checkout.id, 'ids')).prepare(),
);
// The literals let SQLite use the partial indexes.
const selectLive = prepared((db) =>
  db
    .select()
    .from(checkout)
    .where(
      and(
        inJson(checkout.cartId, 'cartIds'),
        sql`${checkout.state} not in ('FAILED', 'CANCELLED', 'EXPIRED')`,
      ),
    )
    .prepare(),
);
const selectCount = prepared((db) =>
  db
    .select({ count: count() })
    .from(checkout)
    .where(eq(checkout.cartId, sql.placeholder('cartId')))
    .prepare(),
);
const selectOverdue = prepared((db) =>
  db
    .select()
    .from(checkout)
    .where(
      and(
        lte(checkout.expiresAt, sql.placeholder('now')),
        sql`${checkout.state} in ('OPEN', 'ADDRESSED', 'SHIPPING_SELECTED', 'REQUIRES_ACTION')`,
      ),
    )
    .limit(sql.placeholder('limit'))
    .prepare(),
);
