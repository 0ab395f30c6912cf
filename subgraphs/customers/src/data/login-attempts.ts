import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, eq, inArray, lt, sql } from '@supergraph/kit/drizzle';

import { loginAttempt } from '../tables.ts';

export interface AttemptCount {
  readonly subject: string;
  readonly failures: number;
}

const selectCounts = prepared((db) =>
  db
    .select({ subject: loginAttempt.subject, failures: loginAttempt.failures })
    .from(loginAttempt)
    .where(
      and(
        inJson(loginAttempt.subject, 'subjects'),
        eq(loginAttempt.windowStart, sql.placeholder('windowStart')),
      ),
    )
    .prepare(),
);

/** Subjects without an attempt in the window are left out. */
export async function findAttempts(
  db: Queries,
  subjects: readonly string[],
  windowStart: number,
): Promise<AttemptCount[]> {
  return selectCounts(db).all({ subjects: JSON.stringify(subjects), windowStart });
}

export async function addAttempts(
  tx: Transaction,
  subjects: readonly string[],
  windowStart: number,
): Promise<void> {
  tx.insert(loginAttempt)
    .values(subjects.map((subject) => ({ subject, windowStart, failures: 1 })))
    .onConflictDoUpdate({
      target: [loginAttempt.subject, loginAttempt.windowStart],
      set: { failures: sql`${loginAttempt.failures} + 1` },
    })
    .run();
}

/** Takes back one attempt of each subject, since it turned out well. */
export async function removeAttempts(
  tx: Transaction,
  subjects: readonly string[],
  windowStart: number,
): Promise<void> {
  tx.update(loginAttempt)
    .set({ failures: sql`max(0, ${loginAttempt.failures} - 1)` })
    .where(
      and(inArray(loginAttempt.subject, [...subjects]), eq(loginAttempt.windowStart, windowStart)),
    )
    .run();
}

export async function purgeAttempts(tx: Transaction, before: number): Promise<void> {
  tx.delete(loginAttempt).where(lt(loginAttempt.windowStart, before)).run();
}
