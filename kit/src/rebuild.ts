import type { Clock } from './clock.ts';
import { type FeedReader, findPosition } from './consumer-progress.ts';
import type { Consumer } from './consumer.ts';
import { type Database, type Queries, prepared } from './database.ts';
import { and, eq, sql } from './drizzle.ts';
import { deadEvent, inbox, parkedEvent, position, rebuild } from './tables.ts';

/** A consumer whose projection can be made again from its feed alone. */
export type RebuildableConsumer = Consumer & Required<Pick<Consumer, 'clear'>>;

export function isRebuildable(consumer: Consumer): consumer is RebuildableConsumer {
  return consumer.clear !== undefined;
}

/**
 * Empties the projections of these consumers and forgets what they applied, all in one transaction: a crash leaves all of it
 * or nothing, and what follows is the ordinary reading of the feeds from their first event.
 */
export async function beginRebuild(
  db: Database,
  consumers: readonly RebuildableConsumer[],
  now: Clock,
): Promise<void> {
  await db.transaction(async (tx) => {
    for (const { name, producer, topic, clear } of consumers) {
      await clear(tx);
      tx.delete(inbox).where(eq(inbox.consumer, name)).run();
      tx.delete(parkedEvent).where(eq(parkedEvent.consumer, name)).run();
      tx.delete(deadEvent).where(eq(deadEvent.consumer, name)).run();
      const own = and(
        eq(position.consumer, name),
        eq(position.producer, producer),
        eq(position.topic, topic),
      );
      tx.delete(position).where(own).run();
      const row = { consumer: name, beganAt: now() };
      tx.insert(rebuild)
        .values(row)
        .onConflictDoUpdate({ target: rebuild.consumer, set: row })
        .run();
    }
  });
}

/** Whether some projection in this file is not whole yet. */
export function isRebuilding(db: Queries): boolean {
  return selectAny(db).get() !== undefined;
}

/** Whether this consumer's projection is not whole yet. */
export function isBeingRebuilt(db: Queries, { name }: FeedReader): boolean {
  return selectOne(db).get({ name }) !== undefined;
}

/** Ends a consumer's rebuild, unless its position is before `head`: the page that brought the head may have been dropped. */
export async function finishRebuild(db: Database, reader: FeedReader, head: number): Promise<void> {
  if (isBeingRebuilt(db.reader, reader)) {
    await db.transaction(async (tx) => {
      if ((await findPosition(tx, reader)) >= head) {
        tx.delete(rebuild).where(eq(rebuild.consumer, reader.name)).run();
      }
    });
  }
}

const selectAny = prepared((db) => db.select().from(rebuild).limit(1).prepare());
const selectOne = prepared((db) =>
  db
    .select()
    .from(rebuild)
    .where(eq(rebuild.consumer, sql.placeholder('name')))
    .prepare(),
);
