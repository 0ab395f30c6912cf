import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, eq, lte, sql } from '@supergraph/kit/drizzle';

import { type CheckoutRow, checkout } from '#src/checkout-tables.ts';

export async function findCheckouts(db: Queries, ids: readonly string[]): Promise<CheckoutRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

export async function findCheckout(db: Queries, id: string): Promise<CheckoutRow | undefined> {
  return selectByIds(db).get({ ids: JSON.stringify([id]) });
}

/** The checkout of a cart that is neither given up nor failed; at most one. */
export async function findLiveCheckout(
  db: Queries,
  cartId: string,
): Promise<CheckoutRow | undefined> {
  return selectLive(db).get({ cartId });
}

export async function putCheckout(tx: Transaction, row: CheckoutRow): Promise<void> {
  tx.insert(checkout).values(row).onConflictDoUpdate({ target: checkout.id, set: row }).run();
}

/** Checkouts that nobody went on with in time. */
export async function findOverdue(
  db: Queries,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<CheckoutRow[]> {
  return selectOverdue(db).all({ now, limit });
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
        eq(checkout.cartId, sql.placeholder('cartId')),
        sql`${checkout.state} not in ('FAILED', 'CANCELLED', 'EXPIRED')`,
      ),
    )
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
