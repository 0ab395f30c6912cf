import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { asc, eq, getTableColumns, sql } from '@supergraph/kit/drizzle';

import type { Return, ReturnUnits } from '#src/representations.ts';
import {
  type RefundRow,
  type ReturnRow,
  orderLine,
  orderRefund,
  returnLine,
  returnRequest,
} from '#src/tables.ts';

/** The oldest first. */
export async function findReturnsOfOrders(
  db: Queries,
  orderIds: readonly string[],
): Promise<Return[]> {
  return withLines(db, selectOfOrders(db).all({ ids: JSON.stringify(orderIds) }));
}

export async function findReturns(db: Queries, ids: readonly string[]): Promise<Return[]> {
  return withLines(db, selectByIds(db).all({ ids: JSON.stringify(ids) }));
}

export async function isRmaTaken(db: Queries, rmaNumber: string): Promise<boolean> {
  return selectByRma(db).get({ rmaNumber }) !== undefined;
}

export async function insertReturn(
  tx: Transaction,
  row: ReturnRow,
  lines: readonly Omit<ReturnUnits, 'orderId'>[],
): Promise<void> {
  tx.insert(returnRequest).values(row).run();
  tx.insert(returnLine)
    .values(
      lines.map(({ orderLineId, quantity, reasonCode }) => ({
        returnId: row.id,
        orderLineId,
        quantity,
        reasonCode,
      })),
    )
    .run();
}

export async function updateReturn(
  tx: Transaction,
  id: string,
  changes: Partial<ReturnRow>,
): Promise<void> {
  tx.update(returnRequest).set(changes).where(eq(returnRequest.id, id)).run();
}

export async function findRefundsOfOrders(
  db: Queries,
  orderIds: readonly string[],
): Promise<RefundRow[]> {
  return selectRefunds(db).all({ ids: JSON.stringify(orderIds) });
}

/** Whether it was not known before. */
export async function insertRefund(tx: Transaction, row: RefundRow): Promise<boolean> {
  return tx.insert(orderRefund).values(row).onConflictDoNothing().run().changes > 0;
}

function withLines(db: Queries, rows: readonly ReturnRow[]): Return[] {
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const lines = new Map<string, ReturnUnits[]>(rows.map(({ id }) => [id, []]));
  for (const { returnId, ...units } of rows.length === 0 ? [] : selectLines(db).all({ ids })) {
    lines.get(returnId)?.push(units);
  }
  return rows.map((row) => ({ ...row, lines: lines.get(row.id) ?? [] }));
}

const selectOfOrders = prepared((db) =>
  db
    .select()
    .from(returnRequest)
    .where(inJson(returnRequest.orderId, 'ids'))
    .orderBy(asc(returnRequest.orderId), asc(returnRequest.createdAt), sql`${returnRequest}.rowid`)
    .prepare(),
);
const selectByIds = prepared((db) =>
  db.select().from(returnRequest).where(inJson(returnRequest.id, 'ids')).prepare(),
);
const selectByRma = prepared((db) =>
  db
    .select({ id: returnRequest.id })
    .from(returnRequest)
    .where(eq(returnRequest.rmaNumber, sql.placeholder('rmaNumber')))
    .prepare(),
);
const selectLines = prepared((db) =>
  db
    .select({ ...getTableColumns(returnLine), orderId: orderLine.orderId })
    .from(returnLine)
    .innerJoin(orderLine, eq(orderLine.id, returnLine.orderLineId))
    .where(inJson(returnLine.returnId, 'ids'))
    .orderBy(asc(returnLine.returnId), asc(orderLine.position))
    .prepare(),
);
const selectRefunds = prepared((db) =>
  db.select().from(orderRefund).where(inJson(orderRefund.orderId, 'ids')).prepare(),
);
