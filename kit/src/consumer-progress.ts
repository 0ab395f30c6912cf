import type { Clock } from './clock.ts';
import { type Queries, type Transaction, prepared } from './database.ts';
import { and, eq, lt, sql } from './drizzle.ts';
import type { EventEnvelope } from './events.ts';
import { deadEvent, inbox, parkedEvent, position } from './tables.ts';

/** After so many tries an event is dead, and passed over. */
export const MAX_ATTEMPTS = 8;

/** Who reads which feed: what a position belongs to. */
export interface FeedReader {
  /** Unique in its service, such as `pricing.variants`. A new name starts from the beginning of the feed. */
  readonly name: string;
  readonly producer: string;
  readonly topic: string;
}

/** What a consumer remembers: how far it got, what it applied, and what it could not apply. */
export interface ConsumerProgress {
  /** Marks an event as applied. False when it was before. */
  receive(tx: Transaction, event: EventEnvelope): boolean;
  park(tx: Transaction, event: EventEnvelope, reason: string): void;
  /** Counts one failed try; the last one moves on past the event. */
  recordFailure(tx: Transaction, event: EventEnvelope, error: unknown): Failure;
  clearAttempts(tx: Transaction): void;
  /** Never moves back. */
  moveTo(tx: Transaction, seq: number): void;
  restart(tx: Transaction): void;
}

export interface Failure {
  readonly attempts: number;
  readonly isDead: boolean;
}

/** The `seq` of the last event that the consumer is done with; 0 before the first. */
export async function findPosition(db: Queries, reader: FeedReader): Promise<number> {
  const { name, producer, topic } = reader;
  return selectPosition(db).get({ name, producer, topic })?.seq ?? 0;
}

export function createProgress(
  { name, producer, topic }: FeedReader,
  now: Clock,
): ConsumerProgress {
  const moveTo = (tx: Transaction, seq: number): void =>
    void upsertPosition(tx).run({ name, producer, topic, seq, at: now() });
  return {
    moveTo,
    receive: (tx, { id }) => insertReceived(tx).run({ name, id, at: now() }).changes === 1,
    park: (tx, { id, seq, type, compatibilityVersion }, reason) =>
      void upsertParked(tx).run({ name, id, seq, type, compatibilityVersion, reason, at: now() }),
    recordFailure(tx, { id, seq, type }, error) {
      const text = (error instanceof Error ? error.message : String(error)).slice(0, 2000);
      const { attempts } = upsertFailure(tx).get({ name, id, seq, type, text, at: now() });
      const isDead = attempts >= MAX_ATTEMPTS;
      if (isDead) {
        moveTo(tx, seq);
      }
      return { attempts, isDead };
    },
    clearAttempts: (tx) => void deleteAttempts(tx).run({ name }),
    restart: (tx) => void resetPosition(tx).run({ name, producer, topic }),
  };
}

const ofConsumer = and(
  eq(position.consumer, sql.placeholder('name')),
  eq(position.producer, sql.placeholder('producer')),
  eq(position.topic, sql.placeholder('topic')),
);

const selectPosition = prepared((db) =>
  db.select({ seq: position.seq }).from(position).where(ofConsumer).prepare(),
);

const upsertPosition = prepared((db) =>
  db
    .insert(position)
    .values({
      consumer: sql.placeholder('name'),
      producer: sql.placeholder('producer'),
      topic: sql.placeholder('topic'),
      seq: sql.placeholder('seq'),
      updatedAt: sql.placeholder('at'),
    })
    .onConflictDoUpdate({
      target: [position.consumer, position.producer, position.topic],
      set: { seq: sql`max(${position.seq}, excluded.seq)`, updatedAt: sql`excluded.updated_at` },
    })
    .prepare(),
);

const resetPosition = prepared((db) => db.delete(position).where(ofConsumer).prepare());

const insertReceived = prepared((db) =>
  db
    .insert(inbox)
    .values({
      consumer: sql.placeholder('name'),
      eventId: sql.placeholder('id'),
      processedAt: sql.placeholder('at'),
    })
    .onConflictDoNothing()
    .prepare(),
);

const upsertParked = prepared((db) =>
  db
    .insert(parkedEvent)
    .values({
      consumer: sql.placeholder('name'),
      eventId: sql.placeholder('id'),
      reason: sql.placeholder('reason'),
      at: sql.placeholder('at'),
      seq: sql.placeholder('seq'),
      type: sql.placeholder('type'),
      compatibilityVersion: sql.placeholder('compatibilityVersion'),
    })
    .onConflictDoUpdate({
      target: [parkedEvent.consumer, parkedEvent.eventId],
      set: {
        reason: sql`excluded.reason`,
        seq: sql`excluded.seq`,
        type: sql`excluded.type`,
        compatibilityVersion: sql`excluded.compatibility_version`,
      },
    })
    .prepare(),
);

const upsertFailure = prepared((db) =>
  db
    .insert(deadEvent)
    .values({
      consumer: sql.placeholder('name'),
      eventId: sql.placeholder('id'),
      error: sql.placeholder('text'),
      attempts: 1,
      at: sql.placeholder('at'),
      seq: sql.placeholder('seq'),
      type: sql.placeholder('type'),
    })
    .onConflictDoUpdate({
      target: [deadEvent.consumer, deadEvent.eventId],
      set: {
        attempts: sql`${deadEvent.attempts} + 1`,
        error: sql`excluded.error`,
        at: sql`excluded.at`,
      },
    })
    .returning({ attempts: deadEvent.attempts })
    .prepare(),
);

const deleteAttempts = prepared((db) =>
  db
    .delete(deadEvent)
    .where(
      and(eq(deadEvent.consumer, sql.placeholder('name')), lt(deadEvent.attempts, MAX_ATTEMPTS)),
    )
    .prepare(),
);
