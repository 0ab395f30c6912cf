import path from 'node:path';

import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { findPosition } from '#src/consumer-progress.ts';
import { type Consumer, applyEvents, on } from '#src/consumer.ts';
import { type Database, openDatabase } from '#src/database.ts';
import { deadEvent, inbox, parkedEvent } from '#src/tables.ts';

import { createTestDatabase, createTestFolder } from '../testing/database.ts';
import {
  addEffect,
  buildConsumer,
  buildEvent,
  createEffects,
  listEffects,
  range,
  silentLog,
} from './build.ts';

async function openEffects(file: string): Promise<Database> {
  const db = openDatabase({ file });
  await createEffects(db);
  return db;
}

const deps = (db: Database, outcomes: Record<string, number> = {}) => ({
  db,
  now: () => 1000,
  log: silentLog,
  metrics: {
    setLag: () => undefined,
    countConsumed: (_: string, outcome: string, some: number) => {
      outcomes[outcome] = (outcomes[outcome] ?? 0) + some;
    },
  },
});

describe('applyEvents', () => {
  it('applies events in order and moves the position to the last', async () => {
    using db = createTestDatabase();
    await createEffects(db);
    await applyEvents(buildConsumer(), range(1, 250), deps(db));
    expect(listEffects(db.reader)).toEqual(range(1, 250).map(({ seq }) => `item ${seq}`));
    expect(await findPosition(db.reader, buildConsumer())).toBe(250);
  });

  it('takes one transaction for a hundred events', async () => {
    using db = createTestDatabase();
    await createEffects(db);
    let commits = 0;
    db.onCommit(() => commits++);
    await applyEvents(buildConsumer(), range(1, 200), deps(db));
    expect(commits).toBe(2);
  });

  it('has one effect of an event that is delivered again', async () => {
    using db = createTestDatabase();
    await createEffects(db);
    const outcomes: Record<string, number> = {};
    await applyEvents(buildConsumer(), range(1, 3), deps(db));
    await applyEvents(buildConsumer(), range(2, 4), deps(db, outcomes));
    expect(listEffects(db.reader)).toEqual(['item 1', 'item 2', 'item 3', 'item 4']);
    expect(outcomes).toEqual({ duplicate: 2, applied: 1 });
  });

  it('does not move back when old events are delivered again', async () => {
    using db = createTestDatabase();
    await createEffects(db);
    await applyEvents(buildConsumer(), range(1, 5), deps(db));
    await applyEvents(buildConsumer(), range(1, 2), deps(db));
    expect(await findPosition(db.reader, buildConsumer())).toBe(5);
  });

  it('goes on after a restart where the file says', async () => {
    using folder = createTestFolder();
    const file = path.join(folder.path, 'test.db');
    {
      using db = await openEffects(file);
      await applyEvents(buildConsumer(), range(1, 3), deps(db));
    }
    using db = await openEffects(file);
    const position = await findPosition(db.reader, buildConsumer());
    await applyEvents(buildConsumer(), range(position, 5), deps(db));
    expect([position, listEffects(db.reader).length]).toEqual([3, 5]);
  });

  it('has neither effect, inbox row nor position of an event that a crash cut off', async () => {
    using folder = createTestFolder();
    const file = path.join(folder.path, 'test.db');
    {
      using db = await openEffects(file);
      const { promise: applied, resolve } = Promise.withResolvers<void>();
      const hanging: Consumer = {
        ...buildConsumer(),
        handlers: {
          'shop.item.changed': on(z.unknown(), (tx) => {
            addEffect(tx, 'half done');
            resolve();
            return new Promise(() => undefined);
          }),
        },
      };
      void applyEvents(hanging, range(1, 1), deps(db));
      await applied;
    }
    using db = await openEffects(file);
    expect(listEffects(db.reader)).toEqual([]);
    expect(db.reader.select().from(inbox).all()).toEqual([]);
    expect(await findPosition(db.reader, buildConsumer())).toBe(0);
  });

  it('passes over types it does not handle', async () => {
    using db = createTestDatabase();
    await createEffects(db);
    await applyEvents(
      buildConsumer(),
      [buildEvent({ seq: 9, type: 'shop.till.opened' })],
      deps(db),
    );
    expect(await findPosition(db.reader, buildConsumer())).toBe(9);
  });

  it('parks an event of a meaning it does not know, with the reason, and goes on', async () => {
    using db = createTestDatabase();
    await createEffects(db);
    const foreign = buildEvent({ seq: 1, compatibilityVersion: 2 });
    await applyEvents(buildConsumer(), [foreign, ...range(2, 3)], deps(db));
    expect(listEffects(db.reader)).toEqual(['item 2', 'item 3']);
    expect(db.reader.select().from(parkedEvent).all()).toEqual([
      {
        consumer: 'test.items',
        eventId: 'evt_1',
        seq: 1,
        type: 'shop.item.changed',
        compatibilityVersion: 2,
        reason: '"shop.item.changed" has compatibility version 2, the consumer knows up to 1.',
        at: 1000,
      },
    ]);
  });

  it('gives an event up after 8 tries, keeps nothing of it, and goes on', async () => {
    using db = createTestDatabase();
    await createEffects(db);
    let tries = 0;
    const isBroken = (name: string): boolean => name === 'item 2' && ++tries > 0;
    await applyEvents(buildConsumer(isBroken), range(1, 3), deps(db));
    expect(listEffects(db.reader)).toEqual(['item 1', 'item 3']);
    expect(db.reader.select().from(deadEvent).all()).toEqual([
      {
        consumer: 'test.items',
        eventId: 'evt_2',
        seq: 2,
        type: 'shop.item.changed',
        error: 'cannot take item 2',
        attempts: 8,
        at: 1000,
      },
    ]);
    // The first one was the batch's.
    expect(tries).toBe(9);
  });

  it('does not ask again for a dead event that is the last', async () => {
    using db = createTestDatabase();
    await createEffects(db);
    await applyEvents(
      buildConsumer(() => true),
      range(1, 1),
      deps(db),
    );
    expect(await findPosition(db.reader, buildConsumer())).toBe(1);
  });

  it('waits longer and longer between tries', async () => {
    using db = createTestDatabase();
    await createEffects(db);
    const pauses: number[] = [];
    const sleep = async (ms: number): Promise<void> => void pauses.push(ms);
    await applyEvents(
      buildConsumer(() => true),
      range(1, 1),
      { ...deps(db), sleep },
    );
    expect(pauses).toEqual([100, 200, 400, 800, 1600, 3200, 5000]);
  });

  it('forgets the tries of an event that worked in the end', async () => {
    using db = createTestDatabase();
    await createEffects(db);
    let tries = 0;
    await applyEvents(
      buildConsumer(() => ++tries <= 5),
      range(1, 2),
      deps(db),
    );
    expect(listEffects(db.reader)).toEqual(['item 1', 'item 2']);
    expect(db.reader.select().from(deadEvent).all()).toEqual([]);
  });

  it('counts tries on after a restart', async () => {
    using folder = createTestFolder();
    const file = path.join(folder.path, 'test.db');
    const tryThrice = async (): Promise<number> => {
      using db = await openEffects(file);
      const stopping = new AbortController();
      let pauses = 0;
      const sleep = async (): Promise<void> => void (++pauses === 3 && stopping.abort());
      const run = { ...deps(db), sleep, signal: stopping.signal };
      await applyEvents(
        buildConsumer(() => true),
        range(1, 1),
        run,
      ).catch(() => undefined);
      return db.reader.select().from(deadEvent).get()?.attempts ?? 0;
    };
    expect([await tryThrice(), await tryThrice(), await tryThrice()]).toEqual([3, 6, 8]);
  });

  it('tries data of a shape it cannot read like any failure', async () => {
    using db = createTestDatabase();
    await createEffects(db);
    await applyEvents(buildConsumer(), [buildEvent({ seq: 1, data: { name: 7 } })], deps(db));
    expect(db.reader.select().from(deadEvent).get()?.error).toContain('name');
  });

  it('keeps two consumers of one feed apart', async () => {
    using db = createTestDatabase();
    await createEffects(db);
    await applyEvents(buildConsumer(), range(1, 1), deps(db));
    await applyEvents({ ...buildConsumer(), name: 'test.other' }, range(1, 1), deps(db));
    expect(listEffects(db.reader)).toEqual(['item 1', 'item 1']);
  });
});
