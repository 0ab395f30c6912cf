import { type Queries, prepared } from '@supergraph/kit/database';
import { and, asc, eq, sql } from '@supergraph/kit/drizzle';
import { preparedPut } from '@supergraph/kit/put';

import { type AttemptRow, attempt } from '#src/tables.ts';

export async function findAttempt(db: Queries, key: string): Promise<AttemptRow | undefined> {
  return selectByKey(db).get({ key });
}

export async function findAttemptByRef(
  db: Queries,
  { provider, ref }: { readonly provider: string; readonly ref: string },
): Promise<AttemptRow | undefined> {
  return db
    .select()
    .from(attempt)
    .where(and(eq(attempt.provider, provider), eq(attempt.providerRef, ref)))
    .get();
}

export const putAttempt = preparedPut(attempt, attempt.key);

/** Attempts that are to be taken back and are not yet. */
export async function findVoiding(db: Queries, limit: number): Promise<AttemptRow[]> {
  return db
    .select()
    .from(attempt)
    .where(eq(attempt.status, 'VOIDING'))
    .orderBy(asc(attempt.updatedAt))
    .limit(limit)
    .all();
}

const selectByKey = prepared((db) =>
  db
    .select()
    .from(attempt)
    .where(eq(attempt.key, sql.placeholder('key')))
    .prepare(),
);
