import { type Queries, type Transaction, prepared } from '@supergraph/kit/database';
import { asc, eq, gte, lt, max, sql, sum } from '@supergraph/kit/drizzle';

import { knownOperation, operationUsage, usageBatch, usagePeriod } from '#src/registry/tables.ts';

export interface ReportedUse {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly clientName: string;
  readonly clientVersion: string;
  readonly calls: number;
  readonly lastSeenAt: number;
}

/** Whether the batch is a new one: the same batch may come again. */
export async function insertBatch(
  tx: Transaction,
  row: { readonly id: string; readonly at: number },
): Promise<boolean> {
  return tx.insert(usageBatch).values(row).onConflictDoNothing().run().changes > 0;
}

export async function forgetBatches(tx: Transaction, before: number): Promise<void> {
  tx.delete(usageBatch).where(lt(usageBatch.at, before)).run();
}

const THE_ONE = 1;

export async function extendPeriod(tx: Transaction, at: number): Promise<void> {
  tx.insert(usagePeriod)
    .values({ id: THE_ONE, firstAt: at, lastAt: at })
    .onConflictDoUpdate({
      target: usagePeriod.id,
      set: {
        firstAt: sql`min(${usagePeriod.firstAt}, ${at})`,
        lastAt: sql`max(${usagePeriod.lastAt}, ${at})`,
      },
    })
    .run();
}

/** From when to when usage was reported. */
export async function findPeriod(
  db: Queries,
): Promise<{ readonly firstAt: number; readonly lastAt: number } | undefined> {
  return db.select().from(usagePeriod).where(eq(usagePeriod.id, THE_ONE)).get();
}

export async function addUse(tx: Transaction, use: ReportedUse): Promise<void> {
  const { id, name, text, lastSeenAt } = use;
  insertOperation(tx).run({ id, name, text, firstSeenAt: lastSeenAt });
  addToUsage(tx).run({ ...use, day: dayOf(lastSeenAt) });
}

export interface UsedOperation extends ReportedUse {
  readonly firstSeenAt: number;
}

/** One row for each operation and client with calls since that time. */
export async function findUse(db: Queries, since: number): Promise<UsedOperation[]> {
  const rows = db
    .select({
      id: knownOperation.id,
      name: knownOperation.name,
      text: knownOperation.text,
      firstSeenAt: knownOperation.firstSeenAt,
      clientName: operationUsage.clientName,
      clientVersion: operationUsage.clientVersion,
      calls: sum(operationUsage.calls),
      lastSeenAt: max(operationUsage.lastSeenAt),
    })
    .from(operationUsage)
    .innerJoin(knownOperation, eq(knownOperation.id, operationUsage.operationId))
    .where(gte(operationUsage.day, dayOf(since)))
    .groupBy(knownOperation.id, operationUsage.clientName, operationUsage.clientVersion)
    .orderBy(asc(knownOperation.id))
    .all();
  return rows.map((row) => ({
    ...row,
    calls: Number(row.calls),
    lastSeenAt: row.lastSeenAt ?? row.firstSeenAt,
  }));
}

export async function forgetUse(tx: Transaction, before: number): Promise<void> {
  tx.delete(operationUsage)
    .where(lt(operationUsage.day, dayOf(before)))
    .run();
  tx.delete(knownOperation)
    .where(
      sql`not exists (select 1 from ${operationUsage} where ${operationUsage.operationId} = ${knownOperation.id})`,
    )
    .run();
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

const insertOperation = prepared((db) =>
  db
    .insert(knownOperation)
    .values({
      id: sql.placeholder('id'),
      name: sql.placeholder('name'),
      text: sql.placeholder('text'),
      firstSeenAt: sql.placeholder('firstSeenAt'),
    })
    .onConflictDoNothing()
    .prepare(),
);
const addToUsage = prepared((db) =>
  db
    .insert(operationUsage)
    .values({
      operationId: sql.placeholder('id'),
      day: sql.placeholder('day'),
      clientName: sql.placeholder('clientName'),
      clientVersion: sql.placeholder('clientVersion'),
      calls: sql.placeholder('calls'),
      lastSeenAt: sql.placeholder('lastSeenAt'),
    })
    .onConflictDoUpdate({
      target: [
        operationUsage.operationId,
        operationUsage.day,
        operationUsage.clientName,
        operationUsage.clientVersion,
      ],
      set: {
        calls: sql`${operationUsage.calls} + excluded.calls`,
        lastSeenAt: sql`max(${operationUsage.lastSeenAt}, excluded.last_seen_at)`,
      },
    })
    .prepare(),
);
