import { type Queries, type Transaction, prepared } from '@supergraph/kit/database';
import { and, eq, inArray, isNotNull, isNull, lt, sql } from '@supergraph/kit/drizzle';

import { forgetInIndex } from '#src/data/order-search.ts';
import { erasedCustomer, orderTable, returnRequest } from '#src/tables.ts';

/** Who ordered is forgotten; what was ordered for how much stays countable. */
export async function forgetCustomer(
  tx: Transaction,
  { customerId, at }: { readonly customerId: string; readonly at: number },
): Promise<void> {
  tx.insert(erasedCustomer).values({ customerId, at }).onConflictDoNothing().run();
  const rows = tx
    .select({ id: orderTable.id })
    .from(orderTable)
    .where(eq(orderTable.customerId, customerId))
    .all();
  await forgetBuyers(
    tx,
    rows.map(({ id }) => id),
  );
}

/** Takes all that tells who ordered out of these orders, their returns and the index. */
export async function forgetBuyers(tx: Transaction, orderIds: readonly string[]): Promise<void> {
  const ids = [...orderIds];
  tx.update(orderTable)
    .set({
      customerId: null,
      email: null,
      shippingAddress: null,
      billingAddress: null,
      cancelReason: null,
    })
    .where(inArray(orderTable.id, ids))
    .run();
  tx.update(returnRequest).set({ note: null }).where(inArray(returnRequest.orderId, ids)).run();
  await forgetInIndex(tx, orderIds);
}

/** Orders of guests that were placed before then and still tell who ordered, the oldest first. */
export async function findGuestsBefore(
  db: Queries,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<string[]> {
  return db
    .select({ id: orderTable.id })
    .from(orderTable)
    .where(
      and(
        isNull(orderTable.customerId),
        isNotNull(orderTable.email),
        lt(orderTable.placedAt, before),
      ),
    )
    .orderBy(orderTable.placedAt)
    .limit(limit)
    .all()
    .map(({ id }) => id);
}

export async function isErased(db: Queries, customerId: string): Promise<boolean> {
  return selectErased(db).get({ customerId }) !== undefined;
}

const selectErased = prepared((db) =>
  db
    .select()
    .from(erasedCustomer)
    .where(eq(erasedCustomer.customerId, sql.placeholder('customerId')))
    .prepare(),
);
