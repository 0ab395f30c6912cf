import { setImmediate } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { applyEvents, waitUntilConsumed } from '#src/consumer.ts';
import type { Database } from '#src/database.ts';
import { createFeedTransport } from '#src/event-transport.ts';
import type { EventEnvelope } from '#src/events.ts';
import { followFeed } from '#src/follow-feed.ts';
import { createInterrupts, startFollowing } from '#src/following.ts';
import type { Logger } from '#src/log.ts';

import { createTestDatabase } from '../testing/database.ts';
import { createTestService } from '../testing/service.ts';
import {
  buildConsumer,
  buildEvent,
  createEffects,
  listEffects,
  range,
  silentLog,
} from './build.ts';
import { notes } from './fixture/notes.ts';

/** Follows a feed of answers; stops when they are used up. */
async function follow(db: Database, answers: (() => { events: EventEnvelope[]; head: number })[]) {
  await createEffects(db);
  const stopping = new AbortController();
  const asked: number[] = [];
  const lags: number[] = [];
  const ages: number[] = [];
  const unapplied: object[] = [];
  const pauses: number[] = [];
  await followFeed(buildConsumer(), {
    db,
    now: () => 1000,
    log: silentLog,
    random: () => 1,
    signal: stopping.signal,
    sleep: async (ms) => void pauses.push(ms),
    metrics: {
      setLag: (_, lag, seconds) => void (lags.push(lag), ages.push(seconds)),
      setUnapplied: (_, counts) => void unapplied.push(counts),
      countConsumed: () => undefined,
    },
    fetchFeed: async (after) => {
      asked.push(after);
      await setImmediate();
      const answer = answers.shift();
      if (answer === undefined) {
        stopping.abort();
        return { events: [], head: after };
      }
      return answer();
    },
  });
  return { asked, lags, ages, unapplied, pauses };
}

function away(): never {
  throw new Error('connection refused');
}

describe('followFeed', () => {
  it('asks for what comes after the last applied event, and tells how far it is behind', async () => {
    using db = createTestDatabase();
    const { asked, lags } = await follow(db, [
      () => ({ events: range(1, 3), head: 7 }),
      () => ({ events: range(4, 7), head: 7 }),
    ]);
    expect([asked, lags]).toEqual([
      [0, 3, 7],
      [4, 0, 0],
    ]);
  });

  it('tells how old the last applied event is while there are newer ones', async () => {
    using db = createTestDatabase();
    // Its clock stands at 1 s.
    const { ages } = await follow(db, [
      () => ({ events: [buildEvent({ seq: 1, at: 400 })], head: 2 }),
      () => ({ events: [buildEvent({ seq: 2, at: 400 })], head: 2 }),
    ]);
    expect(ages).toEqual([0.6, 0, 0]);
  });

  it('tells how many events it passed over', async () => {
    using db = createTestDatabase();
    const foreign = buildEvent({ seq: 1, compatibilityVersion: 2 });
    const { unapplied } = await follow(db, [() => ({ events: [foreign], head: 1 })]);
    expect(unapplied).toEqual([
      { parked: 1, dead: 0 },
      { parked: 1, dead: 0 },
    ]);
  });

  it('comes back to a producer that is away, with growing pauses of up to 5 s', async () => {
    using db = createTestDatabase();
    const { pauses } = await follow(db, [
      ...Array.from({ length: 8 }, () => away),
      () => ({ events: range(1, 2), head: 2 }),
      away,
    ]);
    expect(pauses).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000, 100]);
    expect(listEffects(db.reader)).toEqual(['item 1', 'item 2']);
  });

  it('starts over when the producer has a new file, without a second effect of known events', async () => {
    using db = createTestDatabase();
    const { asked } = await follow(db, [
      () => ({ events: range(1, 5), head: 5 }),
      () => ({ events: [], head: 2 }),
      () => ({
        events: [
          buildEvent({ seq: 1 }),
          buildEvent({ seq: 2, id: 'evt_new', data: { name: 'new' } }),
        ],
        head: 2,
      }),
    ]);
    expect(asked).toEqual([0, 5, 0, 2]);
    expect(listEffects(db.reader)).toEqual([
      'item 1',
      'item 2',
      'item 3',
      'item 4',
      'item 5',
      'new',
    ]);
  });
});

describe('waitUntilConsumed', () => {
  it('is true as soon as the consumer got there', async () => {
    using db = createTestDatabase();
    await createEffects(db);
    const waiting = waitUntilConsumed(db, buildConsumer(), { seq: 3, timeoutMs: 5000 });
    await applyEvents(buildConsumer(), range(1, 3), { db, now: () => 1, log: silentLog });
    expect(await waiting).toBe(true);
  });

  it('is false when it did not get there in time', async () => {
    using db = createTestDatabase();
    expect(await waitUntilConsumed(db, buildConsumer(), { seq: 1, timeoutMs: 20 })).toBe(false);
  });
});

describe('a producer that is nowhere', () => {
  it.each([
    ['warned of', false, 'warn'],
    ['mentioned where it is optional', true, 'info'],
  ])('is %s', async (_what, isOptional, level) => {
    await using service = await createTestService(notes);
    const said: string[] = [];
    const log = {
      info: () => said.push('info'),
      warn: () => said.push('warn'),
    } as unknown as Logger;
    await startFollowing([{ ...buildConsumer(), isOptional }], {
      deps: { ...service.deps, log },
      transport: createFeedTransport({ name: 'notes', ...service.deps }),
      interrupts: createInterrupts(),
      signal: AbortSignal.abort(),
    });
    expect(said).toEqual([level]);
  });
});
