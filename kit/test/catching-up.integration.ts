import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

import { sql } from '@supergraph/kit/drizzle';
import { createTestService } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { type Consumer, applyEvents, on } from '#src/consumer.ts';
import { followFeed } from '#src/follow-feed.ts';
import { beginRebuild, isRebuilding } from '#src/rebuild.ts';

import { createTestDatabase } from '../testing/database.ts';
import { buildConsumer, createEffects, listEffects, range, silentLog } from './build.ts';
import { startFakeProducer } from './fixture/fake-producer.ts';
import { startFakeRegistry } from './fixture/fake-registry.ts';
import { notes } from './fixture/notes.ts';

const rebuildable = {
  ...buildConsumer(),
  clear: async (tx: Parameters<NonNullable<Consumer['clear']>>[0]) =>
    void tx.run(sql`delete from effect`),
};

/** A service that follows the feed of `shop`, as search follows catalog. */
const follower = {
  ...notes,
  create: (deps: Parameters<typeof notes.create>[0]) => ({
    ...notes.create(deps),
    consumers: [
      {
        ...buildConsumer(),
        handlers: {
          'shop.item.changed': on(z.object({ name: z.string() }), async () => undefined),
        },
      },
    ],
  }),
};

const settingsFor = (registry: { readonly url: string }, producer: { readonly url: string }) => ({
  settings: {
    REGISTRY_URL: registry.url,
    SIGNING_KEY: createHash('sha256').update('test').digest('hex'),
    SERVICE_URLS: JSON.stringify({ shop: producer.url }),
    WITHDRAWAL_MS: '0',
  },
});

async function readStatus(service: { fetch(path: string, as: { as: null }): Promise<Response> }) {
  return (await service.fetch('/health/ready', { as: null })).status;
}

describe('a service that starts with an empty file', () => {
  it('registers and says ready only when it has all that its feeds had at the start', async () => {
    await using registry = await startFakeRegistry();
    await using producer = await startFakeProducer(range(1, 250));
    producer.hold();
    await using service = await createTestService(follower, settingsFor(registry, producer));
    await service.listen();
    await expect.poll(() => producer.asked).toEqual([0]);
    expect([registry.received, await readStatus(service)]).toEqual([[], 503]);

    producer.release();
    await expect.poll(() => registry.received.length).toBe(1);
    expect(producer.asked.slice(0, 3)).toEqual([0, 100, 200]);
    expect(await readStatus(service)).toBe(200);
  });

  it('waits for a producer that is not there yet', async () => {
    await using registry = await startFakeRegistry();
    await using producer = await startFakeProducer(range(1, 3));
    producer.status = 503;
    await using service = await createTestService(follower, settingsFor(registry, producer));
    await service.listen();
    await expect.poll(() => producer.asked.length, { timeout: 8000 }).toBeGreaterThan(5);
    expect([registry.received, await readStatus(service)]).toEqual([[], 503]);

    producer.status = 200;
    await expect.poll(() => registry.received.length, { timeout: 8000 }).toBe(1);
  }, 20_000);
});

describe('a service that has read before', () => {
  it('does not wait a long poll for the news that there is none', async () => {
    await using registry = await startFakeRegistry();
    await using producer = await startFakeProducer(range(1, 3));
    await using service = await createTestService(follower, settingsFor(registry, producer));
    await applyEvents(follower.create(service.deps).consumers[0] as Consumer, range(1, 3), {
      ...service.deps,
    });
    await service.listen();
    await expect.poll(() => registry.received.length).toBe(1);
    expect(producer.asked[0]).toBe(3);
  });

  it('serves what it has when its producer stays away', async () => {
    await using registry = await startFakeRegistry();
    await using producer = await startFakeProducer(range(1, 3));
    producer.status = 503;
    await using service = await createTestService(follower, settingsFor(registry, producer));
    await applyEvents(follower.create(service.deps).consumers[0] as Consumer, range(1, 3), {
      ...service.deps,
    });
    await service.listen();
    await expect.poll(() => registry.received.length, { timeout: 8000 }).toBe(1);
    expect(await readStatus(service)).toBe(200);
  }, 20_000);

  it('waits for the end of a rebuild that its last run began', async () => {
    await using registry = await startFakeRegistry();
    await using producer = await startFakeProducer(range(1, 3));
    producer.status = 503;
    await using service = await createTestService(follower, settingsFor(registry, producer));
    const consumer = follower.create(service.deps).consumers[0] as Consumer;
    await beginRebuild(service.db, [{ ...consumer, clear: async () => undefined }], () => 1);
    await applyEvents(consumer, range(1, 1), service.deps);
    await service.listen();
    await expect.poll(() => producer.asked.length, { timeout: 8000 }).toBeGreaterThan(5);
    expect([registry.received, await readStatus(service)]).toEqual([[], 503]);

    producer.status = 200;
    await expect.poll(() => registry.received.length, { timeout: 8000 }).toBe(1);
    expect(isRebuilding(service.db.reader)).toBe(false);
  }, 20_000);
});

it('registers nothing when it ends before it has caught up', async () => {
  await using registry = await startFakeRegistry();
  await using producer = await startFakeProducer(range(1, 3));
  producer.hold();
  const service = await createTestService(follower, settingsFor(registry, producer));
  await service.listen();
  await expect.poll(() => producer.asked).toEqual([0]);
  await service[Symbol.asyncDispose]();
  producer.release();
  expect(registry.received).toEqual([]);
});

it('goes on with a rebuild that began while the last page was on its way', async () => {
  using db = createTestDatabase();
  await createEffects(db);
  const stopping = new AbortController();
  const states: (readonly [number, boolean])[] = [];
  let reads = 0;
  await followFeed(rebuildable, {
    db,
    now: () => 1,
    log: silentLog,
    signal: stopping.signal,
    sleep: async () => undefined,
    fetchFeed: async (after) => {
      await setImmediate();
      states.push([after, isRebuilding(db.reader)]);
      reads++;
      if (reads === 2) {
        await beginRebuild(db, [rebuildable], () => 1);
      }
      if (reads === 5) {
        stopping.abort();
      }
      return { events: range(after + 1, Math.min(after + 2, 4)), head: 4 };
    },
  });
  // The page behind 2 was the last and was dropped: the third read begins anew, and nothing says that all was read.
  expect(states).toEqual([
    [0, false],
    [2, false],
    [0, true],
    [2, true],
    [4, false],
  ]);
  expect(listEffects(db.reader)).toEqual(['item 1', 'item 2', 'item 3', 'item 4']);
});
