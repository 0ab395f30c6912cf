import { type Queries, type Transaction, prepared } from '@supergraph/kit/database';
import { and, asc, eq, sql } from '@supergraph/kit/drizzle';

import { type ShipmentRow, shipment } from '#src/tables.ts';

export type NewShipment = Pick<
  ShipmentRow,
  'orderId' | 'id' | 'lines' | 'correlationId' | 'causationId' | 'createdAt'
>;

/** Has a shipment of an order be booked at once. An order that has one keeps it. */
export async function addShipment(tx: Transaction, row: NewShipment): Promise<void> {
  tx.insert(shipment)
    .values({ ...row, state: 'BOOKING', dueAt: row.createdAt })
    .onConflictDoNothing()
    .run();
}

/** Has the shipment of an order be cancelled, if there is one that may still go. */
export async function requestCancel(tx: Transaction, orderId: string, at: number): Promise<void> {
  tx.update(shipment)
    .set({
      cancelRequested: true,
      // While a process works on it, it is due when that one has ended, or is given up.
      dueAt: sql`coalesce(${shipment.dueAt}, ${at})`,
    })
    .where(and(eq(shipment.orderId, orderId), sql`${shipment.state} in ('BOOKING', 'BOOKED')`))
    .run();
}

export async function findShipment(db: Queries, orderId: string): Promise<ShipmentRow | undefined> {
  return selectShipment(db).get({ orderId });
}

/** Takes what is due next for a while: nobody else works on it until then. */
export async function takeDue(
  tx: Transaction,
  { now, until }: { readonly now: number; readonly until: number },
): Promise<ShipmentRow | undefined> {
  const due = selectDue(tx).get({ now });
  if (due === undefined) {
    return undefined;
  }
  const attempts = due.attempts + 1;
  tx.update(shipment)
    .set({ dueAt: until, attempts })
    .where(eq(shipment.orderId, due.orderId))
    .run();
  return { ...due, dueAt: until, attempts };
}

/** Writes what came of the work, unless another process has taken it over. Answers the row as it is then. */
export async function settleShipment(
  tx: Transaction,
  taken: Pick<ShipmentRow, 'orderId' | 'dueAt' | 'attempts'>,
  change: Partial<Omit<ShipmentRow, 'orderId' | 'id'>>,
): Promise<ShipmentRow | undefined> {
  const current = await findShipment(tx, taken.orderId);
  if (current?.dueAt !== taken.dueAt || current.attempts !== taken.attempts) {
    return undefined;
  }
  tx.update(shipment).set(change).where(eq(shipment.orderId, taken.orderId)).run();
  return { ...current, ...change };
}

const selectShipment = prepared((db) =>
  db
    .select()
    .from(shipment)
    .where(eq(shipment.orderId, sql.placeholder('orderId')))
    .prepare(),
);
const selectDue = prepared((db) =>
  db
    .select()
    .from(shipment)
    .where(sql`${shipment.dueAt} is not null and ${shipment.dueAt} <= ${sql.placeholder('now')}`)
    .orderBy(asc(shipment.dueAt))
    .limit(1)
    .prepare(),
);
