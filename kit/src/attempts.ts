import { type LimitedSubject, WINDOW_MS, findWait, windowStartOf } from './attempt-limits.ts';
import type { Clock } from './clock.ts';
import { type Database, type Queries, type Transaction, inJson, prepared } from './database.ts';
import { and, eq, inArray, lt, sql } from './drizzle.ts';
import type { KeyedHash } from './keyed-hash.ts';
import { attempt } from './tables.ts';

export type AttemptVerdict =
  | {
      readonly status: 'allowed';
      /** The try went well and does not count. */
      readonly refund: () => Promise<void>;
    }
  | { readonly status: 'limited'; readonly retryAfterMs: number };

/** What is tried, with how many tries it has in a quarter of an hour. Its name is stored under a keyed hash. */
export interface Tried {
  readonly name: string;
  readonly limit: number;
}

export interface AttemptDeps {
  readonly db: Database;
  readonly now: Clock;
  readonly keyedHash: KeyedHash;
}

/**
 * Counts a try before it is made, so that tries at the same time cannot pass the limit together; says so when there were
 * too many of any of them.
 */
export async function takeAttempt(
  tried: readonly Tried[],
  { db, now, keyedHash }: AttemptDeps,
): Promise<AttemptVerdict> {
  const subjects: LimitedSubject[] = await Promise.all(
    tried.map(async ({ name, limit }) => ({ subject: await keyedHash(name), limit })),
  );
  const names = subjects.map(({ subject }) => subject);
  const windowStart = windowStartOf(now());
  const waitMs = await db.transaction(async (tx) => {
    const wait = findWait(subjects, countTries(tx, names, windowStart), now());
    if (wait === null) {
      addTries(tx, names, windowStart);
    }
    return wait;
  });
  return waitMs === null
    ? {
        status: 'allowed',
        refund: () => db.transaction(async (tx) => removeTries(tx, names, windowStart)),
      }
    : { status: 'limited', retryAfterMs: waitMs };
}

/** Forgets tries that count no more. */
export async function purgeAttempts(tx: Transaction, now: number): Promise<void> {
  tx.delete(attempt)
    .where(lt(attempt.windowStart, now - WINDOW_MS))
    .run();
}

function countTries(
  db: Queries,
  subjects: readonly string[],
  windowStart: number,
): Map<string, number> {
  const rows = selectTries(db).all({ subjects: JSON.stringify(subjects), windowStart });
  return new Map(rows.map(({ subject, tries }) => [subject, tries]));
}

function addTries(tx: Transaction, subjects: readonly string[], windowStart: number): void {
  tx.insert(attempt)
    .values(subjects.map((subject) => ({ subject, windowStart, tries: 1 })))
    .onConflictDoUpdate({
      target: [attempt.subject, attempt.windowStart],
      set: { tries: sql`${attempt.tries} + 1` },
    })
    .run();
}

function removeTries(tx: Transaction, subjects: readonly string[], windowStart: number): void {
  tx.update(attempt)
    .set({ tries: sql`max(0, ${attempt.tries} - 1)` })
    .where(and(inArray(attempt.subject, [...subjects]), eq(attempt.windowStart, windowStart)))
    .run();
}

const selectTries = prepared((db) =>
  db
    .select({ subject: attempt.subject, tries: attempt.tries })
    .from(attempt)
    .where(
      and(
        inJson(attempt.subject, 'subjects'),
        eq(attempt.windowStart, sql.placeholder('windowStart')),
      ),
    )
    .prepare(),
);
