import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, eq, sql } from '@supergraph/kit/drizzle';

import { type ResultRow, resultsCache } from '#src/tables.ts';

export async function findResults(
  db: Queries,
  operation: string,
  keys: readonly string[],
): Promise<ResultRow[]> {
  return selectResults(db).all({ operation, keys: JSON.stringify(keys) });
}

/** Keeps these, and of all so many of the newest. */
export async function putResults(
  tx: Transaction,
  rows: readonly ResultRow[],
  most: number,
): Promise<void> {
  for (const row of rows) {
    upsertResult(tx).run({ ...row });
  }
  const surplus = (await countResults(tx)) - most;
  if (surplus > 0) {
    deleteOldest(tx).run({ surplus });
  }
}

export async function countResults(db: Queries): Promise<number> {
  return selectCount(db).get()?.count ?? 0;
}

const selectResults = prepared((db) =>
  db
    .select()
    .from(resultsCache)
    .where(
      and(
        eq(resultsCache.operation, sql.placeholder('operation')),
        inJson(resultsCache.key, 'keys'),
      ),
    )
    .prepare(),
);
const selectCount = prepared((db) =>
  db
    .select({ count: sql<number>`count(*)` })
    .from(resultsCache)
    .prepare(),
);
const deleteOldest = prepared((db) =>
  db
    .delete(resultsCache)
    .where(
      sql`(${resultsCache.operation}, ${resultsCache.key}) in (select operation, key from results_cache order by stored_at limit ${sql.placeholder('surplus')})`,
    )
    .prepare(),
);
const upsertResult = prepared((db) =>
  db
    .insert(resultsCache)
    .values({
      operation: sql.placeholder('operation'),
      key: sql.placeholder('key'),
      response: sql.placeholder('response'),
      storedAt: sql.placeholder('storedAt'),
      freshUntil: sql.placeholder('freshUntil'),
      staleUntil: sql.placeholder('staleUntil'),
    })
    .onConflictDoUpdate({
      target: [resultsCache.operation, resultsCache.key],
      set: {
        response: sql`excluded.response`,
        storedAt: sql`excluded.stored_at`,
        freshUntil: sql`excluded.fresh_until`,
        staleUntil: sql`excluded.stale_until`,
      },
    })
    .prepare(),
);
