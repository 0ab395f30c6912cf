import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import {
  type InferSelectModel,
  and,
  asc,
  eq,
  getTableColumns,
  gt,
  inArray,
  lte,
  sql,
} from '@supergraph/kit/drizzle';

import {
  type ReservationItemRow,
  type ReservationRow,
  reservation,
  reservationItem,
  stockReturn,
} from '#src/tables.ts';

/** An item whose goods are still to come, with whose it is. */
export type WaitingItem = ReservationItemRow & Pick<ReservationRow, 'status' | 'checkoutId'>;

export async function findReservation(
  db: Queries,
  checkoutId: string,
): Promise<ReservationRow | undefined> {
  return selectByCheckout(db).get({ checkoutId });
}

export async function findReservationOfOrder(
  db: Queries,
  orderId: string,
): Promise<ReservationRow | undefined> {
  return db.select().from(reservation).where(eq(reservation.orderId, orderId)).get();
}

export async function findItems(db: Queries, reservationId: string): Promise<ReservationItemRow[]> {
  return selectItems(db).all({ reservationId });
}

/** Holds that should have ended by now, the longest due first. */
export async function findDue(
  db: Queries,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<ReservationRow[]> {
  return selectDue(db).all({ now, limit });
}

/** Who waits for goods of these skus, oldest first. */
export async function findWaiting(db: Queries, skus: readonly string[]): Promise<WaitingItem[]> {
  return selectWaiting(db).all({ skus: JSON.stringify(skus) });
}

export async function putReservation(tx: Transaction, row: ReservationRow): Promise<void> {
  tx.insert(reservation).values(row).onConflictDoUpdate({ target: reservation.id, set: row }).run();
}

export async function replaceItems(
  tx: Transaction,
  reservationId: string,
  items: readonly Omit<ReservationItemRow, 'reservationId' | 'returned'>[],
): Promise<void> {
  tx.delete(reservationItem).where(eq(reservationItem.reservationId, reservationId)).run();
  for (const item of items) {
    insertItem(tx).run({ ...item, reservationId });
  }
}

export async function putItem(tx: Transaction, row: ReservationItemRow): Promise<void> {
  tx.insert(reservationItem)
    .values(row)
    .onConflictDoUpdate({
      target: [reservationItem.reservationId, reservationItem.sku, reservationItem.locationId],
      set: row,
    })
    .run();
}

export async function deleteItem(
  tx: Transaction,
  { reservationId, sku, locationId }: ReservationItemRow,
): Promise<void> {
  tx.delete(reservationItem)
    .where(
      and(
        eq(reservationItem.reservationId, reservationId),
        eq(reservationItem.sku, sku),
        eq(reservationItem.locationId, locationId),
      ),
    )
    .run();
}

type ReturnKey = Pick<InferSelectModel<typeof stockReturn>, 'orderId' | 'reference'>;

/** Whether a return of this reference was booked. */
export async function isReturned(db: Queries, { orderId, reference }: ReturnKey): Promise<boolean> {
  const booked = and(eq(stockReturn.orderId, orderId), eq(stockReturn.reference, reference));
  return db.select().from(stockReturn).where(booked).get() !== undefined;
}

export async function recordReturn(
  tx: Transaction,
  row: InferSelectModel<typeof stockReturn>,
): Promise<void> {
  tx.insert(stockReturn).values(row).run();
}

const selectByCheckout = prepared((db) =>
  db
    .select()
    .from(reservation)
    .where(eq(reservation.checkoutId, sql.placeholder('checkoutId')))
    .prepare(),
);
const selectItems = prepared((db) =>
  db
    .select()
    .from(reservationItem)
    .where(eq(reservationItem.reservationId, sql.placeholder('reservationId')))
    .orderBy(asc(reservationItem.sku), asc(reservationItem.locationId))
    .prepare(),
);
const selectDue = prepared((db) =>
  db
    .select()
    .from(reservation)
    .where(
      and(eq(reservation.status, sql`'HELD'`), lte(reservation.expiresAt, sql.placeholder('now'))),
    )
    .orderBy(asc(reservation.expiresAt))
    .limit(sql.placeholder('limit'))
    .prepare(),
);
const selectWaiting = prepared((db) =>
  db
    .select({
      ...getTableColumns(reservationItem),
      status: reservation.status,
      checkoutId: reservation.checkoutId,
    })
    .from(reservationItem)
    .innerJoin(reservation, eq(reservation.id, reservationItem.reservationId))
    .where(
      and(
        inJson(reservationItem.sku, 'skus'),
        gt(reservationItem.backordered, sql`0`),
        inArray(reservation.status, ['HELD', 'COMMITTED']),
      ),
    )
    .orderBy(asc(reservation.createdAt), asc(reservation.id), asc(reservationItem.locationId))
    .prepare(),
);
const insertItem = prepared((db) =>
  db
    .insert(reservationItem)
    .values({
      reservationId: sql.placeholder('reservationId'),
      sku: sql.placeholder('sku'),
      locationId: sql.placeholder('locationId'),
      quantity: sql.placeholder('quantity'),
      backordered: sql.placeholder('backordered'),
    })
    .prepare(),
);
