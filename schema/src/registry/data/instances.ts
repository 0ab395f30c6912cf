import type { Queries, Transaction } from '@supergraph/kit/database';
import { and, asc, eq, gt, isNull, lt, lte } from '@supergraph/kit/drizzle';

import { type InstanceRow, instance } from '#src/registry/tables.ts';

export async function findInstance(db: Queries, id: string): Promise<InstanceRow | undefined> {
  return db.select().from(instance).where(eq(instance.id, id)).get();
}

/** Those whose lease runs, and those that ended and are remembered. */
export async function findInstances(db: Queries): Promise<InstanceRow[]> {
  return db.select().from(instance).orderBy(asc(instance.registeredAt), asc(instance.id)).all();
}

/** Registers an instance or renews its lease. */
export async function putInstance(tx: Transaction, row: InstanceRow): Promise<void> {
  const { registeredAt: _, ...renewed } = row;
  tx.insert(instance).values(row).onConflictDoUpdate({ target: instance.id, set: renewed }).run();
}

export async function endInstance(tx: Transaction, id: string, endedAt: number): Promise<void> {
  tx.update(instance).set({ endedAt }).where(eq(instance.id, id)).run();
}

/** Ends those whose lease ran out. Answers how many. */
export async function endExpired(tx: Transaction, now: number): Promise<number> {
  return tx
    .update(instance)
    .set({ endedAt: now })
    .where(and(isNull(instance.endedAt), lte(instance.expiresAt, now)))
    .run().changes;
}

/** Nobody could renew while the registry was down, so that every lease begins anew. */
export async function extendLeases(tx: Transaction, expiresAt: number): Promise<void> {
  tx.update(instance).set({ expiresAt }).where(isNull(instance.endedAt)).run();
}

export async function forgetEnded(tx: Transaction, endedBefore: number): Promise<void> {
  tx.delete(instance).where(lt(instance.endedAt, endedBefore)).run();
}

export async function hasExpired(db: Queries, now: number): Promise<boolean> {
  const row = db
    .select({ id: instance.id })
    .from(instance)
    .where(and(isNull(instance.endedAt), lte(instance.expiresAt, now)))
    .limit(1)
    .get();
  return row !== undefined;
}

export async function findLive(db: Queries, now: number): Promise<InstanceRow[]> {
  return db
    .select()
    .from(instance)
    .where(and(isNull(instance.endedAt), gt(instance.expiresAt, now)))
    .orderBy(asc(instance.registeredAt), asc(instance.id))
    .all();
}
