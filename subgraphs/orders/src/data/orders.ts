import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { type SQL, and, desc, eq, gte, lt, sql } from '@supergraph/kit/drizzle';
import type { Page } from '@supergraph/kit/paging';

import { type OrderRow, erasedCustomer, orderTable } from '#src/tables.ts';

export async function findOrders(db: Queries, ids: readonly string[]): Promise<OrderRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

export async function findOrder(db: Queries, id: string): Promise<OrderRow | undefined> {
  return selectByIds(db).get({ ids: JSON.stringify([id]) });
}

export async function findOrdersByNumber(
  db: Queries,
  numbers: readonly string[],
): Promise<OrderRow[]> {
  return selectByNumbers(db).all({ numbers: JSON.stringify(numbers) });
}

export async function findOrderOfCheckout(
  db: Queries,
  checkoutId: string,
): Promise<OrderRow | undefined> {
  return selectByCheckout(db).get({ checkoutId });
}

export interface OrderFilter {
  readonly status?: OrderRow['status'] | null | undefined;
  readonly customerId?: string | null | undefined;
  readonly placedAfter?: number | null | undefined;
  readonly placedBefore?: number | null | undefined;
}

/** Newest first, one more than the page has, so that it is known whether there are more. */
export async function listOrders(
  db: Queries,
  filter: OrderFilter,
  { after, limit }: Page,
): Promise<OrderRow[]> {
  const [placedAt, id] = after ?? [];
  const isAfter =
    placedAt === undefined
      ? undefined
      : sql`(${orderTable.placedAt}, ${orderTable.id}) < (${placedAt}, ${id})`;
  return db
    .select()
    .from(orderTable)
    .where(and(...conditionsOf(filter), isAfter))
    .orderBy(desc(orderTable.placedAt), desc(orderTable.id))
    .limit(limit + 1)
    .all();
}

export async function countOrders(db: Queries, filter: OrderFilter): Promise<number> {
  return db.$count(orderTable, and(...conditionsOf(filter)));
}

function conditionsOf({ status, customerId, placedAfter, placedBefore }: OrderFilter): SQL[] {
  return [
    ...(status == null ? [] : [eq(orderTable.status, status)]),
    ...(customerId == null ? [] : [eq(orderTable.customerId, customerId)]),
    ...(placedAfter == null ? [] : [gte(orderTable.placedAt, placedAfter)]),
    ...(placedBefore == null ? [] : [lt(orderTable.placedAt, placedBefore)]),
  ];
}

export async function insertOrder(tx: Transaction, row: OrderRow): Promise<void> {
  tx.insert(orderTable).values(row).run();
}

export async function updateOrder(
  tx: Transaction,
  id: string,
  changes: Partial<OrderRow>,
): Promise<void> {
  tx.update(orderTable).set(changes).where(eq(orderTable.id, id)).run();
}

/** Who ordered is forgotten; what was ordered for how much stays countable. */
export async function forgetBuyer(
  tx: Transaction,
  { customerId, at }: { readonly customerId: string; readonly at: number },
): Promise<void> {
  tx.insert(erasedCustomer).values({ customerId, at }).onConflictDoNothing().run();
  tx.update(orderTable)
    .set({ customerId: null, email: null, shippingAddress: null, billingAddress: null })
    .where(eq(orderTable.customerId, customerId))
    .run();
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
const selectByIds = prepared((db) =>
  db.select().from(orderTable).where(inJson(orderTable.id, 'ids')).prepare(),
);
const selectByNumbers = prepared((db) =>
  db.select().from(orderTable).where(inJson(orderTable.number, 'numbers')).prepare(),
);
const selectByCheckout = prepared((db) =>
  db
    .select()
    .from(orderTable)
    .where(eq(orderTable.checkoutId, sql.placeholder('checkoutId')))
    .prepare(),
);
