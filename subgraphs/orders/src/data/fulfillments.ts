import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { asc, eq, getTableColumns, sql } from '@supergraph/kit/drizzle';

import type { Parcel, Units, UnitsOf } from '#src/representations.ts';
import { type FulfillmentRow, fulfillment, fulfillmentLine, orderLine } from '#src/tables.ts';

/** The oldest first. */
export async function findFulfillmentsOfOrders(
  db: Queries,
  orderIds: readonly string[],
): Promise<Parcel[]> {
  return withLines(db, selectOfOrders(db).all({ ids: JSON.stringify(orderIds) }));
}

export async function findFulfillments(db: Queries, ids: readonly string[]): Promise<Parcel[]> {
  return withLines(db, selectByIds(db).all({ ids: JSON.stringify(ids) }));
}

export async function findFulfillmentOfShipment(
  db: Queries,
  shipmentId: string,
): Promise<FulfillmentRow | undefined> {
  return selectOfShipment(db).get({ shipmentId });
}

export async function insertFulfillment(
  tx: Transaction,
  row: FulfillmentRow,
  lines: readonly Units[],
): Promise<void> {
  tx.insert(fulfillment).values(row).run();
  tx.insert(fulfillmentLine)
    .values(lines.map((line) => ({ ...line, fulfillmentId: row.id })))
    .run();
}

export async function updateFulfillment(
  tx: Transaction,
  id: string,
  changes: Partial<FulfillmentRow>,
): Promise<void> {
  tx.update(fulfillment).set(changes).where(eq(fulfillment.id, id)).run();
}

function withLines(db: Queries, rows: readonly FulfillmentRow[]): Parcel[] {
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const lines = new Map<string, UnitsOf[]>(rows.map(({ id }) => [id, []]));
  for (const { fulfillmentId, ...units } of rows.length === 0 ? [] : selectLines(db).all({ ids })) {
    lines.get(fulfillmentId)?.push(units);
  }
  return rows.map((row) => ({ ...row, lines: lines.get(row.id) ?? [] }));
}

const selectOfOrders = prepared((db) =>
  db
    .select()
    .from(fulfillment)
    .where(inJson(fulfillment.orderId, 'ids'))
    .orderBy(asc(fulfillment.orderId), asc(fulfillment.createdAt), sql`${fulfillment}.rowid`)
    .prepare(),
);
const selectByIds = prepared((db) =>
  db.select().from(fulfillment).where(inJson(fulfillment.id, 'ids')).prepare(),
);
const selectOfShipment = prepared((db) =>
  db
    .select()
    .from(fulfillment)
    .where(eq(fulfillment.shipmentId, sql.placeholder('shipmentId')))
    .prepare(),
);
const selectLines = prepared((db) =>
  db
    .select({ ...getTableColumns(fulfillmentLine), orderId: orderLine.orderId })
    .from(fulfillmentLine)
    .innerJoin(orderLine, eq(orderLine.id, fulfillmentLine.orderLineId))
    .where(inJson(fulfillmentLine.fulfillmentId, 'ids'))
    .orderBy(asc(fulfillmentLine.fulfillmentId), asc(orderLine.position))
    .prepare(),
);
