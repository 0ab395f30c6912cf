import { z } from 'zod';
import { describe, expect, it } from 'vitest';

import { type Consumer, applyEvents, on } from '#src/consumer.ts';
import type { Database } from '#src/database.ts';
import { sql } from '#src/drizzle.ts';
import type { EventEnvelope } from '#src/events.ts';
import { followFeed } from '#src/follow-feed.ts';
import { beginRebuild, isRebuilding } from '#src/rebuild.ts';
import { replayReadable, replayUnapplied } from '#src/replay.ts';
import { countUnapplied, listUnapplied } from '#src/unapplied-events.ts';

import { createTestDatabase } from '../testing/database.ts';
import { buildEvent, silentLog } from './build.ts';

/** A projection: the last name by key. */
function buildProjection({
  isBroken = () => false,
  compatibilityVersion = 1,
}: { isBroken?: (name: string) => boolean; compatibilityVersion?: number } = {}): Consumer {
  return {
    name: 'test.names',
    producer: 'shop',
    topic: 'shop',
    compatibilityVersion,
    clear: async (tx) => void tx.run(sql`delete from name_of`),
    handlers: {
      'shop.item.changed': on(z.object({ name: z.string() }), async (tx, { key, data }) => {
        if (isBroken(data.name)) {
          throw new Error(`cannot take ${data.name}`);
        }
        tx.run(sql`insert or replace into name_of (key, name) values (${key}, ${data.name})`);
      }),
    },
  };
}

async function openNames() {
  const db = createTestDatabase();
  await db.transaction(async (tx) =>
    tx.run(sql`create table name_of (key text primary key, name text not null)`),
  );
  return db;
}

const readNames = (db: Database) =>
  Object.fromEntries(
    db.reader
      .all<{ key: string; name: string }>(sql`select key, name from name_of order by key`)
      .map(({ key, name }) => [key, name]),
  );

/** Events of item `a` and `b` in turn: `a 1`, `b 2`, `a 3` and so on. */
const FEED: readonly EventEnvelope[] = Array.from({ length: 6 }, (_, index) => {
  const key = index % 2 === 0 ? 'a' : 'b';
  return buildEvent({ seq: index + 1, key, data: { name: `${key} ${index + 1}` } });
});

const deps = (db: Database, feed: readonly EventEnvelope[] = FEED) => ({
  db,
  now: () => 1000,
  log: silentLog,
  // Pages of two, as a long feed has them.
  fetchFeed: async (after: number) => ({
    events: feed.filter(({ seq }) => seq > after).slice(0, 2),
    head: feed.at(-1)?.seq ?? 0,
  }),
});

const BROKEN = buildProjection({ isBroken: (name) => name === 'a 1' || name === 'b 6' });

describe('an event that failed for good', () => {
  it('is listed with its place, its type and why', async () => {
    using db = await openNames();
    await applyEvents(BROKEN, FEED, deps(db));
    expect(await listUnapplied(db.reader, 'test.names', 10)).toMatchObject([
      {
        eventId: 'evt_1',
        seq: 1,
        type: 'shop.item.changed',
        state: 'DEAD',
        reason: 'cannot take a 1',
      },
      { eventId: 'evt_6', seq: 6, state: 'DEAD' },
    ]);
  });

  it('is applied by a replay once its handler is mended', async () => {
    using db = await openNames();
    await applyEvents(BROKEN, FEED, deps(db));
    const outcomes = await replayUnapplied(buildProjection(), { eventId: 'evt_6' }, deps(db));
    expect(outcomes).toEqual([{ eventId: 'evt_6', outcome: 'APPLIED' }]);
    expect(readNames(db)).toEqual({ a: 'a 5', b: 'b 6' });
    expect(await countUnapplied(db.reader, 'test.names')).toEqual({ parked: 0, dead: 1 });
  });

  it('overwrites nothing newer of its key', async () => {
    using db = await openNames();
    await applyEvents(BROKEN, FEED, deps(db));
    await replayUnapplied(buildProjection(), {}, deps(db));
    expect(readNames(db)).toEqual({ a: 'a 5', b: 'b 6' });
    expect(await countUnapplied(db.reader, 'test.names')).toEqual({ parked: 0, dead: 0 });
  });

  it('stays when it fails again, and changes nothing', async () => {
    using db = await openNames();
    await applyEvents(BROKEN, FEED, deps(db));
    const outcomes = await replayUnapplied(BROKEN, {}, deps(db));
    expect(outcomes).toEqual([
      { eventId: 'evt_1', outcome: 'DEAD', reason: 'cannot take a 1' },
      { eventId: 'evt_6', outcome: 'DEAD', reason: 'cannot take b 6' },
    ]);
    expect(readNames(db)).toEqual({ a: 'a 5', b: 'b 4' });
    expect(await countUnapplied(db.reader, 'test.names')).toEqual({ parked: 0, dead: 2 });
  });

  it('is said to be gone when the producer has it no more', async () => {
    using db = await openNames();
    await applyEvents(BROKEN, FEED, deps(db));
    const feed = FEED.filter(({ seq }) => seq !== 6);
    const outcomes = await replayUnapplied(BROKEN, { eventId: 'evt_6' }, deps(db, feed));
    expect(outcomes).toMatchObject([{ outcome: 'GONE' }]);
  });
});

describe('a parked event', () => {
  const NEWER = FEED.map((event) =>
    event.seq === 3 ? { ...event, compatibilityVersion: 2 } : event,
  );
  const upgraded = buildProjection({ compatibilityVersion: 2 });

  it('is applied by itself when the consumer learns to read it', async () => {
    using db = await openNames();
    await applyEvents(buildProjection(), NEWER.slice(0, 4), deps(db, NEWER));
    expect(readNames(db)).toEqual({ a: 'a 1', b: 'b 4' });
    await replayReadable(upgraded, deps(db, NEWER));
    expect(readNames(db)).toEqual({ a: 'a 3', b: 'b 4' });
    expect(await countUnapplied(db.reader, 'test.names')).toEqual({ parked: 0, dead: 0 });
  });

  it('waits while it cannot be read, and says which versions disagree', async () => {
    using db = await openNames();
    await applyEvents(buildProjection(), NEWER, deps(db, NEWER));
    expect(await replayUnapplied(buildProjection(), {}, deps(db, NEWER))).toEqual([
      {
        eventId: 'evt_3',
        outcome: 'PARKED',
        reason: 'It has compatibility version 2; the consumer knows up to 1.',
      },
    ]);
    await replayReadable(buildProjection(), deps(db, NEWER));
    expect(await countUnapplied(db.reader, 'test.names')).toEqual({ parked: 1, dead: 0 });
  });
});

describe('a rebuild', () => {
  // The first event speaks of an item that no later one speaks of.
  const feed = FEED.map((event) => (event.seq === 1 ? { ...event, key: 'once' } : event));
  const WHOLE = { a: 'a 5', b: 'b 6', once: 'a 1' };

  async function follow(db: Database, consumer: Consumer, onRead: () => Promise<void> | void) {
    const stopping = new AbortController();
    const { fetchFeed, ...rest } = deps(db, feed);
    await followFeed(consumer, {
      ...rest,
      signal: stopping.signal,
      sleep: async () => undefined,
      fetchFeed: async (after) => {
        const page = await fetchFeed(after);
        if (page.events.length === 0) {
          stopping.abort();
        }
        await onRead();
        return page;
      },
    });
  }
  const consumer = buildProjection();
  const rebuildable = { ...consumer, clear: consumer.clear ?? (async () => undefined) };

  it('ends with the same projection, and is over when all was read', async () => {
    using db = await openNames();
    await follow(db, consumer, () => undefined);
    await db.transaction(async (tx) => tx.run(sql`update name_of set name = 'wrong'`));
    await beginRebuild(db, [rebuildable], () => 1000);
    expect([readNames(db), isRebuilding(db.reader)]).toEqual([{}, true]);
    await follow(db, consumer, () => undefined);
    expect([readNames(db), isRebuilding(db.reader)]).toEqual([WHOLE, false]);
  });

  it('forgets events that were passed over: they are tried anew', async () => {
    using db = await openNames();
    await applyEvents(BROKEN, FEED, deps(db));
    await beginRebuild(db, [rebuildable], () => 1000);
    expect(await countUnapplied(db.reader, 'test.names')).toEqual({ parked: 0, dead: 0 });
  });

  it('loses no event when it comes while a page is on its way', async () => {
    using db = await openNames();
    let reads = 0;
    await follow(db, consumer, async () => {
      reads++;
      // The second page was asked for behind event 2; by the time it is here, everything is to be read again.
      if (reads === 2) {
        await beginRebuild(db, [rebuildable], () => 1000);
      }
    });
    expect(readNames(db)).toEqual(WHOLE);
    expect(isRebuilding(db.reader)).toBe(false);
  });
});
