import { type Queries, prepared } from './database.ts';
import { MAX_ATTEMPTS } from './consumer-progress.ts';
import { and, asc, count, eq, gte, lt, sql } from './drizzle.ts';
import { deadEvent, parkedEvent } from './tables.ts';

export interface UnappliedCounts {
  readonly parked: number;
  readonly dead: number;
}

/** An event that was passed over, and why. */
export interface UnappliedEvent {
  readonly eventId: string;
  /** Its place in the producer's feed; 0 when that was not kept yet. */
  readonly seq: number;
  readonly type: string;
  readonly state: 'PARKED' | 'DEAD';
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** How many events a consumer has passed over. One that is still being tried does not count. */
export async function countUnapplied(db: Queries, consumer: string): Promise<UnappliedCounts> {
  return {
    parked: countParked(db).get({ consumer })?.count ?? 0,
    dead: countDead(db).get({ consumer })?.count ?? 0,
  };
}

/** Events that a consumer has passed over, in the order of the feed, at most so many. */
export async function listUnapplied(
  db: Queries,
  consumer: string,
  limit: number,
): Promise<UnappliedEvent[]> {
  const parked = selectParked(db).all({ consumer, limit });
  const dead = selectDead(db).all({ consumer, limit });
  return [
    ...parked.map((row) => ({ ...row, state: 'PARKED' as const })),
    ...dead.map((row) => ({ ...row, state: 'DEAD' as const })),
  ]
    .toSorted((one, other) => one.seq - other.seq)
    .slice(0, limit);
}

/** Parked events that a consumer of this compatibility version reads. */
export async function listReadable(
  db: Queries,
  consumer: string,
  compatibilityVersion: number,
): Promise<{ readonly eventId: string; readonly seq: number }[]> {
  return selectReadable(db).all({ consumer, compatibilityVersion });
}

const isDead = and(
  eq(deadEvent.consumer, sql.placeholder('consumer')),
  gte(deadEvent.attempts, MAX_ATTEMPTS),
);
const isParked = eq(parkedEvent.consumer, sql.placeholder('consumer'));

const countParked = prepared((db) =>
  db.select({ count: count() }).from(parkedEvent).where(isParked).prepare(),
);
const countDead = prepared((db) =>
  db.select({ count: count() }).from(deadEvent).where(isDead).prepare(),
);
const selectParked = prepared((db) =>
  db
    .select({
      eventId: parkedEvent.eventId,
      seq: parkedEvent.seq,
      type: parkedEvent.type,
      reason: parkedEvent.reason,
      at: parkedEvent.at,
    })
    .from(parkedEvent)
    .where(isParked)
    .orderBy(asc(parkedEvent.seq))
    .limit(sql.placeholder('limit'))
    .prepare(),
);
const selectDead = prepared((db) =>
  db
    .select({
      eventId: deadEvent.eventId,
      seq: deadEvent.seq,
      type: deadEvent.type,
      reason: deadEvent.error,
      at: deadEvent.at,
    })
    .from(deadEvent)
    .where(isDead)
    .orderBy(asc(deadEvent.seq))
    .limit(sql.placeholder('limit'))
    .prepare(),
);
const selectReadable = prepared((db) =>
  db
    .select({ eventId: parkedEvent.eventId, seq: parkedEvent.seq })
    .from(parkedEvent)
    .where(
      and(
        isParked,
        lt(parkedEvent.compatibilityVersion, sql`${sql.placeholder('compatibilityVersion')} + 1`),
      ),
    )
    .orderBy(asc(parkedEvent.seq))
    .prepare(),
);
