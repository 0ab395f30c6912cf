import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { type SQL, and, desc, eq, gte, lt, sql } from '@supergraph/kit/drizzle';
import type { Page } from '@supergraph/kit/paging';

import { indexOrder, matchesWords } from '#src/data/order-search.ts';
import { readWords } from '#src/rules/search-words.ts';
import { type OrderRow, orderTable } from '#src/tables.ts';

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
  /** Words of its number, its e-mail and the names of its addresses. */
  readonly query?: string | null | undefined;
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

function conditionsOf({ status, customerId, query, ...placed }: OrderFilter): SQL[] {
  const { placedAfter, placedBefore } = placed;
  return [
    ...(query == null ? [] : [matchesWords(readWords(query))]),
    ...(status == null ? [] : [eq(orderTable.status, status)]),
    ...(customerId == null ? [] : [eq(orderTable.customerId, customerId)]),
    ...(placedAfter == null ? [] : [gte(orderTable.placedAt, placedAfter)]),
    ...(placedBefore == null ? [] : [lt(orderTable.placedAt, placedBefore)]),
  ];
}

export async function insertOrder(tx: Transaction, row: OrderRow): Promise<void> {
  tx.insert(orderTable).values(row).run();
  await indexOrder(tx, row);
}

export async function updateOrder(
  tx: Transaction,
  id: string,
  changes: Partial<OrderRow>,
): Promise<void> {
  tx.update(orderTable).set(changes).where(eq(orderTable.id, id)).run();
}

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
