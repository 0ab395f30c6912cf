import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { asc } from '@supergraph/kit/drizzle';

import { type EventRow, type LineRow, orderEvent, orderLine } from '#src/tables.ts';

export async function findLinesOfOrders(
  db: Queries,
  orderIds: readonly string[],
): Promise<LineRow[]> {
  return selectLines(db).all({ ids: JSON.stringify(orderIds) });
}

export async function findLines(db: Queries, ids: readonly string[]): Promise<LineRow[]> {
  return selectLinesByIds(db).all({ ids: JSON.stringify(ids) });
}

export async function findEventsOfOrders(
  db: Queries,
  orderIds: readonly string[],
): Promise<EventRow[]> {
  return selectEvents(db).all({ ids: JSON.stringify(orderIds) });
}

export async function insertLines(tx: Transaction, rows: readonly LineRow[]): Promise<void> {
  tx.insert(orderLine)
    .values([...rows])
    .run();
}

/** Adds to the end of an order's timeline. */
export async function addEvent(tx: Transaction, event: Omit<EventRow, 'seq'>): Promise<void> {
  const earlier = selectEvents(tx).all({ ids: JSON.stringify([event.orderId]) });
  tx.insert(orderEvent)
    .values({ ...event, seq: earlier.length + 1 })
    .run();
}

const selectLines = prepared((db) =>
  db
    .select()
    .from(orderLine)
    .where(inJson(orderLine.orderId, 'ids'))
    .orderBy(asc(orderLine.orderId), asc(orderLine.position))
    .prepare(),
);
const selectLinesByIds = prepared((db) =>
  db.select().from(orderLine).where(inJson(orderLine.id, 'ids')).prepare(),
);
const selectEvents = prepared((db) =>
  db
    .select()
    .from(orderEvent)
    .where(inJson(orderEvent.orderId, 'ids'))
    .orderBy(asc(orderEvent.orderId), asc(orderEvent.seq))
    .prepare(),
);
