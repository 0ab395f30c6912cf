import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import type { Database } from '#src/database.ts';
import { type NewEvent, createPublisher, defineEvents } from '#src/events.ts';
import { readFeed, readFeedPage, readFeedQuery, readHead, waitForEvents } from '#src/feed.ts';
import { openDatabase } from '#src/database.ts';

import { createTestDatabase } from '../testing/database.ts';

const shop = defineEvents('shop', {
  'shop.item.changed': {
    purpose: 'An item has another name.',
    schema: z.strictObject({ name: z.string() }),
    featureVersion: 2,
    compatibilityVersion: 1,
  },
});

function createPublish() {
  let count = 0;
  return createPublisher({
    events: shop,
    now: () => 1000,
    newId: (prefix) => `${prefix}_${++count}`,
  });
}

function change(name: unknown, type = 'shop.item.changed'): NewEvent {
  return { type, key: 'item', data: { name }, cause: { correlationId: 'cor_1' } };
}

async function publish(db: Database, ...names: string[]): Promise<void> {
  const write = createPublish();
  await db.transaction(async (tx) => {
    for (const name of names) {
      await write(tx, change(name));
    }
  });
}

describe('publish', () => {
  it('writes the whole envelope', async () => {
    using db = createTestDatabase();
    await publish(db, 'Kettle');
    expect(await readFeed(db.reader, { topic: 'shop', after: 0, limit: 10 })).toEqual({
      head: 1,
      events: [
        {
          seq: 1,
          id: 'evt_1',
          topic: 'shop',
          type: 'shop.item.changed',
          key: 'item',
          at: 1000,
          correlationId: 'cor_1',
          causationId: null,
          featureVersion: 2,
          compatibilityVersion: 1,
          data: { name: 'Kettle' },
        },
      ],
    });
  });

  it.each([
    ['an unknown type', change('Kettle', 'shop.item.gone'), 'has no event type "shop.item.gone"'],
    ['data of another shape', change(7), 'is invalid'],
    [
      'an unknown field',
      { ...change('x'), data: { name: 'x', email: 'a@b.c' } },
      'Unrecognized key',
    ],
    ['a type that only a prototype has', change('x', 'toString'), 'has no event type'],
  ])('throws for %s', async (_, event, message) => {
    using db = createTestDatabase();
    await expect(db.transaction((tx) => createPublish()(tx, event))).rejects.toThrow(message);
  });

  it('leaves no event of a transaction that failed', async () => {
    using db = createTestDatabase();
    const failing = db.transaction(async (tx) => {
      await createPublish()(tx, change('Kettle'));
      throw new Error('later');
    });
    await expect(failing).rejects.toThrow('later');
    expect(await readHead(db.reader, 'shop')).toBe(0);
  });

  it('refuses to define a type of another topic', () => {
    expect(() => defineEvents('cart', shop.types)).toThrow('does not belong to the topic "cart"');
  });
});

describe('the feed', () => {
  it('answers what comes after a position, in order, up to the limit', async () => {
    using db = createTestDatabase();
    await publish(db, 'a', 'b', 'c', 'd');
    const { events, head } = await readFeed(db.reader, { topic: 'shop', after: 1, limit: 2 });
    expect([events.map(({ seq }) => seq), head]).toEqual([[2, 3], 4]);
  });

  it('keeps topics apart', async () => {
    using db = createTestDatabase();
    await publish(db, 'a');
    expect(await readFeed(db.reader, { topic: 'cart', after: 0, limit: 9 })).toEqual({
      events: [],
      head: 0,
    });
  });

  it('survives the wire', async () => {
    using db = createTestDatabase();
    await publish(db, 'a');
    const page = await readFeed(db.reader, { topic: 'shop', after: 0, limit: 9 });
    expect(readFeedPage(JSON.parse(JSON.stringify(page)))).toEqual(page);
  });

  it('wakes a waiting consumer when this process commits', async () => {
    using db = createTestDatabase();
    const started = performance.now();
    const waiting = waitForEvents(db, { topic: 'shop', after: 0, limit: 9, waitMs: 10_000 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await publish(db, 'a');
    expect((await waiting).events).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('notices what another process wrote to the file', async () => {
    using db = createTestDatabase();
    using other = openDatabase({ file: db.file });
    const waiting = waitForEvents(db, { topic: 'shop', after: 0, limit: 9, waitMs: 10_000 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await publish(other, 'a');
    expect((await waiting).events).toHaveLength(1);
  });

  it('does not wake for a topic that nothing happened in', async () => {
    using db = createTestDatabase();
    const waiting = waitForEvents(db, { topic: 'cart', after: 0, limit: 9, waitMs: 60 });
    await publish(db, 'a');
    expect(await waiting).toEqual({ events: [], head: 0 });
  });

  it('answers at once when the caller is gone', async () => {
    using db = createTestDatabase();
    const gone = new AbortController();
    const started = performance.now();
    const waiting = waitForEvents(db, {
      topic: 'shop',
      after: 0,
      limit: 9,
      waitMs: 10_000,
      signal: gone.signal,
    });
    setTimeout(() => gone.abort(), 10);
    await waiting;
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('answers at once a consumer that is ahead of it', async () => {
    using db = createTestDatabase();
    const page = await waitForEvents(db, { topic: 'shop', after: 5, limit: 9, waitMs: 10_000 });
    expect(page).toEqual({ events: [], head: 0 });
  });
});

describe('readFeedQuery', () => {
  it('reads a full query', () => {
    expect(readFeedQuery({ topic: 'shop', after: '7', wait: '20s', limit: '5' })).toEqual({
      topic: 'shop',
      after: 7,
      waitMs: 20_000,
      limit: 5,
    });
  });

  it('does not wait unless told to', () => {
    expect(readFeedQuery({ topic: 'shop' })).toEqual({
      topic: 'shop',
      after: 0,
      waitMs: 0,
      limit: 100,
    });
  });

  it.each([
    [{}, 'topic: is missing'],
    [{ topic: 'shop; drop' }, 'topic: must be the name of a topic'],
    [{ topic: ['shop', 'cart'] }, 'topic: '],
    [{ topic: 'shop', after: '-1' }, 'after: must be a number of zero or more'],
    [{ topic: 'shop', wait: '20' }, 'wait: must be seconds, such as "20s"'],
    [{ topic: 'shop', wait: '26s' }, 'wait: must be at most 25s'],
    [{ topic: 'shop', limit: '501' }, 'limit: must be between 1 and 500'],
    [{ topic: 'shop', since: '1' }, 'Unrecognized key: "since"'],
  ])('refuses %j', (query, message) => {
    expect(() => readFeedQuery(query)).toThrow(
      expect.objectContaining({ code: 'VALIDATION', message: expect.stringContaining(message) }),
    );
  });
});
