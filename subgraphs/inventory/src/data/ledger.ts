import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, eq, lte, sql } from '@supergraph/kit/drizzle';

import { type MovementKind, type StockRow, stock, stockMovement } from '#src/tables.ts';

/** One entry of the ledger: what changes at one location, and why. Absent figures stay. */
export interface Movement {
  readonly sku: string;
  readonly locationId: string;
  readonly kind: MovementKind;
  readonly onHand?: number;
  readonly reserved?: number;
  readonly backordered?: number;
  readonly safety?: number;
  readonly ref?: string;
  readonly reason?: string;
}

export interface Signature {
  readonly actor: string;
  readonly at: number;
}

/** Writes one movement and what it sums up to. Throws when a figure would leave its range (checks of the table). */
export async function move(
  tx: Transaction,
  movement: Movement,
  { actor, at }: Signature,
): Promise<void> {
  const { sku, locationId, kind, ref = null, reason = null } = movement;
  const deltas = {
    deltaOnHand: movement.onHand ?? 0,
    deltaReserved: movement.reserved ?? 0,
    deltaBackordered: movement.backordered ?? 0,
    deltaSafety: movement.safety ?? 0,
  };
  // Not one upsert: SQLite checks the row to insert, with its negative deltas, before it sees the conflict.
  insertEmpty(tx).run({ sku, locationId });
  addDeltas(tx).run({ sku, locationId, ...deltas });
  insertMovement(tx).run({ sku, locationId, kind, ref, reason, actor, at, ...deltas });
}

/** What the ledger says of these skus: their levels by location as they were at a time (epoch ms). */
export async function sumLedger(
  db: Queries,
  skus: readonly string[],
  until: number,
): Promise<StockRow[]> {
  return selectSums(db).all({ skus: JSON.stringify(skus), until });
}

const insertEmpty = prepared((db) =>
  db
    .insert(stock)
    .values({ sku: sql.placeholder('sku'), locationId: sql.placeholder('locationId') })
    .onConflictDoNothing()
    .prepare(),
);
const addDeltas = prepared((db) =>
  db
    .update(stock)
    .set({
      onHand: sql`${stock.onHand} + ${sql.placeholder('deltaOnHand')}`,
      reserved: sql`${stock.reserved} + ${sql.placeholder('deltaReserved')}`,
      backordered: sql`${stock.backordered} + ${sql.placeholder('deltaBackordered')}`,
      safety: sql`${stock.safety} + ${sql.placeholder('deltaSafety')}`,
      version: sql`${stock.version} + 1`,
    })
    .where(
      and(
        eq(stock.sku, sql.placeholder('sku')),
        eq(stock.locationId, sql.placeholder('locationId')),
      ),
    )
    .prepare(),
);
const insertMovement = prepared((db) =>
  db
    .insert(stockMovement)
    .values({
      sku: sql.placeholder('sku'),
      locationId: sql.placeholder('locationId'),
      kind: sql.placeholder('kind'),
      deltaOnHand: sql.placeholder('deltaOnHand'),
      deltaReserved: sql.placeholder('deltaReserved'),
      deltaBackordered: sql.placeholder('deltaBackordered'),
      deltaSafety: sql.placeholder('deltaSafety'),
      ref: sql.placeholder('ref'),
      actor: sql.placeholder('actor'),
      reason: sql.placeholder('reason'),
      at: sql.placeholder('at'),
    })
    .prepare(),
);
const selectSums = prepared((db) =>
  db
    .select({
      sku: stockMovement.sku,
      locationId: stockMovement.locationId,
      onHand: sql<number>`sum(${stockMovement.deltaOnHand})`,
      reserved: sql<number>`sum(${stockMovement.deltaReserved})`,
      backordered: sql<number>`sum(${stockMovement.deltaBackordered})`,
      safety: sql<number>`sum(${stockMovement.deltaSafety})`,
      version: sql<number>`count(*)`,
    })
    .from(stockMovement)
    .where(and(inJson(stockMovement.sku, 'skus'), lte(stockMovement.at, sql.placeholder('until'))))
    .groupBy(stockMovement.sku, stockMovement.locationId)
    .prepare(),
);
