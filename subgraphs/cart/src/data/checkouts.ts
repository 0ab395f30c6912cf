import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, count, eq, lte, not, sql } from '@supergraph/kit/drizzle';

import { type CheckoutRow, checkout, saga } from '#src/checkout-tables.ts';
import { cart } from '#src/tables.ts';

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

/** How many were begun from a cart so far, whatever became of them. */
export async function countCheckouts(db: Queries, cartId: string): Promise<number> {
  return selectCount(db).get({ cartId })?.count ?? 0;
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

/**
 * Forgets who bought where of checkouts whose time ended before then: orders knows it of those that became one. What was given up goes
 * as a whole.
 */
export async function forgetBuyers(tx: Transaction, before: number): Promise<void> {
  const isOld = lte(checkout.expiresAt, before);
  const isUnfinished = sql`exists (select 1 from ${saga}
    where ${saga.checkoutId} = ${checkout.id} and ${saga.state} not in ('DONE', 'COMPENSATED'))`;
  const nobody = { email: null, shippingAddress: null };
  tx.delete(checkout)
    .where(
      and(isOld, sql`${checkout.state} in ('FAILED', 'CANCELLED', 'EXPIRED')`, not(isUnfinished)),
    )
    .run();
  tx.update(cart)
    .set({ ...nobody, note: null })
    .where(
      and(
        eq(cart.state, 'ORDERED'),
        sql`${cart.id} in (select ${checkout.cartId} from ${checkout}
          where ${isOld} and ${checkout.email} is not null)`,
      ),
    )
    .run();
  tx.update(checkout)
    .set({ ...nobody, billingAddress: null })
    .where(and(isOld, eq(checkout.state, 'COMPLETED')))
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
        eq(checkout.cartId, sql.placeholder('cartId')),
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
