import { z } from 'zod';

import { type Logger, createLogger } from '#src/log.ts';
import type { Database, Queries, Transaction } from '#src/database.ts';
import { sql } from '#src/drizzle.ts';
import type { EventEnvelope } from '#src/events.ts';
import { type Consumer, defineConsumer, on } from '#src/consumer.ts';

export const silentLog: Logger = createLogger({ service: 'test', level: 'silent' });

/** An event of the topic `shop`; spell out only what the test is about. */
export function buildEvent(
  event: Partial<EventEnvelope> & { readonly seq: number },
): EventEnvelope {
  return {
    id: `evt_${event.seq}`,
    topic: 'shop',
    type: 'shop.item.changed',
    key: 'item',
    at: 1,
    correlationId: 'cor_1',
    causationId: null,
    featureVersion: 1,
    compatibilityVersion: 1,
    data: { name: `item ${event.seq}` },
    ...event,
  };
}

/** Gives the file a table whose rows are the effects that a test looks for; a name longer than 20 breaks its check. */
export async function createEffects(db: Database): Promise<void> {
  await db.transaction(async (tx) =>
    tx.run(sql`create table if not exists effect (name text not null check (length(name) <= 20))`),
  );
}

export function addEffect(tx: Transaction, name: string): void {
  tx.run(sql`insert into effect (name) values (${name})`);
}

export function listEffects(db: Queries): string[] {
  return db
    .all<{ name: string }>(sql`select name from effect order by rowid`)
    .map(({ name }) => name);
}

/** Writes each event's name to the effects; fails, after it has written, while `isBroken` says so. */
export function buildConsumer(isBroken: (name: string) => boolean = () => false): Consumer {
  return defineConsumer({
    name: 'test.items',
    producer: 'shop',
    topic: 'shop',
    compatibilityVersion: 1,
    handlers: {
      'shop.item.changed': on(z.object({ name: z.string() }), async (tx, { data }) => {
        addEffect(tx, data.name);
        if (isBroken(data.name)) {
          throw new Error(`cannot take ${data.name}`);
        }
      }),
    },
  });
}

/** The events with these `seq`. */
export function range(from: number, to: number): EventEnvelope[] {
  return Array.from({ length: to - from + 1 }, (_, index) => buildEvent({ seq: from + index }));
}
