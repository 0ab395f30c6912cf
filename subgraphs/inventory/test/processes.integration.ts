import type { Database } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';
import { createTestFolder } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import { sumLedger } from '#src/data/ledger.ts';
import { findStock } from '#src/data/stock.ts';

import { type InventoryProcess, prepareFile, startProcess } from './processes.ts';

async function readBooks({ reader }: Database) {
  const [table] = await findStock(reader, ['A']);
  const [ledger] = await sumLedger(reader, ['A'], Number.MAX_SAFE_INTEGER);
  const held = reader.get<{ units: number }>(
    sql`select coalesce(sum(quantity), 0) as units from reservation_item
      join reservation on id = reservation_id and status = 'HELD'`,
  );
  return {
    table: [table?.onHand, table?.reserved],
    ledger: [ledger?.onHand, ledger?.reserved],
    held: held.units,
  };
}

describe('processes over one file', () => {
  it('hold exactly 60 of 60 units for 100 checkouts at a time', async () => {
    using folder = createTestFolder();
    using db = await prepareFile(folder.path, 60);
    await using processes = await startAll(folder.path, 4);
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, index) =>
        processes.list.map((one, at) => one.reserveOne(`chk_${at}_${index}`)),
      ).flat(),
    );
    const counts = Map.groupBy(answers, ({ status }) => status);
    expect([counts.get('HELD')?.length, counts.get('REFUSED')?.length]).toEqual([60, 40]);
    expect(await readBooks(db)).toEqual({ table: [60, 60], ledger: [60, 60], held: 60 });
  });

  it('give back what is due, each hold once, without being asked', async () => {
    using folder = createTestFolder();
    using db = await prepareFile(folder.path, 60);
    await using processes = await startAll(folder.path, 2);
    for (let index = 0; index < 10; index++) {
      await processes.list[0]?.reserveOne(`chk_${index}`, { holdSeconds: 1 });
    }
    await expect
      .poll(() => readBooks(db), { timeout: 20_000, interval: 200 })
      .toEqual({ table: [60, 0], ledger: [60, 0], held: 0 });
    const expired = db.reader.get<{ events: number }>(
      sql`select count(*) as events from outbox where type = 'inventory.reservation.expired'`,
    );
    expect(expired.events).toBe(10);
  });

  it('lose nothing they acknowledged and make nothing up when they are killed', async () => {
    using folder = createTestFolder();
    using db = await prepareFile(folder.path, 1000);
    const acknowledged: string[] = [];
    for (let round = 0; round < 5; round++) {
      await using running = await startProcess(folder.path);
      const calls = Array.from({ length: 100 }, async (_, index) => {
        const checkoutId = `chk_${round}_${index}`;
        await running.reserveOne(checkoutId);
        acknowledged.push(checkoutId);
      });
      // Somewhere in the middle of them: after the first answers.
      await Promise.race(calls);
      await running.kill();
      await Promise.allSettled(calls);
    }
    const { table, ledger, held } = await readBooks(db);
    expect(ledger).toEqual(table);
    expect(table).toEqual([1000, held]);
    const rows = db.reader.all<{ checkoutId: string }>(
      sql`select checkout_id as checkoutId from reservation`,
    );
    const known = new Set(rows.map(({ checkoutId }) => checkoutId));
    expect(acknowledged.filter((checkoutId) => !known.has(checkoutId))).toEqual([]);
    expect(held).toBe(known.size);
  });
});

async function startAll(folder: string, count: number) {
  const list: InventoryProcess[] = await Promise.all(
    Array.from({ length: count }, () => startProcess(folder)),
  );
  return {
    list,
    async [Symbol.asyncDispose]() {
      await Promise.all(list.map((one) => one.kill()));
    },
  };
}
