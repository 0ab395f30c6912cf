import { sql } from '@supergraph/kit/drizzle';
import { describe, expect, it } from 'vitest';

import { sumLedger } from '#src/data/ledger.ts';
import { findStock } from '#src/data/stock.ts';
import { createExpiryJob } from '#src/jobs.ts';

import {
  type InventoryService,
  MINUTE_MS,
  NOW,
  buildProductEvent,
  buildStock,
  command,
  createShop,
  readLevels,
  readStock,
  reserve,
} from './build.ts';

const SKUS = ['A', 'B'];

async function readSums(service: InventoryService) {
  const { reader } = service.deps.db;
  const table = (await findStock(reader, SKUS)).map(
    ({ kind: _kind, countryCode: _country, priority: _priority, ...row }) => row,
  );
  return { table, ledger: await sumLedger(reader, SKUS, Number.MAX_SAFE_INTEGER) };
}

describe('the ledger', () => {
  it('sums up to the table after every kind of movement', async () => {
    const backorder = { type: 'stockPolicy', sku: 'A', whenOut: 'BACKORDER' };
    await using service = await createShop([backorder, buildStock('A', 10, { safety: 2 })]);
    await reserve(service, 'chk_1', { A: 12, B: 4 });
    await reserve(service, 'chk_2', { B: 1 });
    await command(service, 'release', { checkoutId: 'chk_2' });
    await command(service, 'commit', { checkoutId: 'chk_1', orderId: 'ord_1' });
    await service.import([buildStock('A', 7)]);
    const lines = [{ variantId: 'var_A', quantity: 3 }];
    await command(service, 'restock', { orderId: 'ord_1', reference: 'r', lines });
    const { table, ledger } = await readSums(service);
    expect(ledger).toEqual(table);
  });

  it('answers the stock of an earlier time', async () => {
    let now = NOW;
    await using service = await createShop([], () => now);
    now += MINUTE_MS;
    await service.import([buildStock('A', 4, { safety: 1 })]);
    expect(await readLevels(service, 'A', NOW)).toMatchObject([{ onHand: 10, safety: 0 }]);
    expect(await readLevels(service, 'A', now)).toMatchObject([{ onHand: 4, safety: 1 }]);
    expect(await readLevels(service, 'A', NOW - 1)).toEqual([]);
  });

  it.each([
    ['changed', sql`update stock_movement set delta_on_hand = 1`],
    ['deleted', sql`delete from stock_movement`],
  ])('cannot be %s', async (done, statement) => {
    await using service = await createShop();
    const write = service.deps.db.transaction(async (tx) => tx.run(statement));
    await expect(write).rejects.toMatchObject({
      cause: { message: `A movement of the ledger cannot be ${done}.` },
    });
  });
});

describe('expired holds', () => {
  async function createDue(holds: number) {
    let now = NOW;
    const service = await createShop([], () => now);
    for (let index = 0; index < holds; index++) {
      await reserve(service, `chk_${index}`, { A: 1 }, { holdSeconds: 60 });
    }
    now += MINUTE_MS;
    return service;
  }

  it('come back by themselves', async () => {
    await using service = await createDue(3);
    await createExpiryJob(service.deps).run();
    expect(await readStock(service, 'A')).toMatchObject({ available: 10 });
  });

  it('come back once when two processes sweep at a time', async () => {
    await using service = await createDue(3);
    const job = createExpiryJob(service.deps);
    await Promise.all([job.run(), job.run()]);
    const { table, ledger } = await readSums(service);
    expect(ledger).toEqual(table);
    const events = await service.published();
    expect(events.filter(({ type }) => type === 'inventory.reservation.expired')).toHaveLength(3);
  });

  it('tell the checkout', async () => {
    await using service = await createDue(1);
    await createExpiryJob(service.deps).run();
    const events = await service.published();
    expect(events.at(-1)).toMatchObject({
      type: 'inventory.reservation.expired',
      key: 'chk_0',
      data: { checkoutId: 'chk_0', reservationId: expect.stringMatching(/^rsv_/u) },
    });
  });

  it('leave holds that have time', async () => {
    await using service = await createDue(1);
    await reserve(service, 'chk_late', { A: 2 });
    await createExpiryJob(service.deps).run();
    expect(await readStock(service, 'A')).toMatchObject({ available: 8 });
  });
});

describe('inventory.stock.changed', () => {
  const changesOf = async (service: InventoryService, sku: string) =>
    (await service.published())
      .filter(({ type, key }) => type === 'inventory.stock.changed' && key === `var_${sku}`)
      .map(({ data }) => data);

  it('tells of the first stock', async () => {
    await using service = await createShop();
    expect(await changesOf(service, 'A')).toEqual([
      {
        variantId: 'var_A',
        productId: 'prod_1',
        sku: 'A',
        status: 'IN_STOCK',
        previousStatus: null,
        available: 10,
        availableAtMost: null,
        maxPerOrder: null,
        updatedAt: NOW,
      },
    ]);
  });

  it('is silent while the status stays', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 1 });
    await reserve(service, 'chk_2', { A: 1 });
    expect(await changesOf(service, 'A')).toHaveLength(1);
  });

  it('tells of every edge with what can be had at most', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 6 });
    await reserve(service, 'chk_2', { A: 4 });
    await command(service, 'release', { checkoutId: 'chk_1' });
    expect((await changesOf(service, 'A')).slice(1)).toMatchObject([
      { status: 'LOW_STOCK', previousStatus: 'IN_STOCK', available: 4, availableAtMost: 5 },
      { status: 'OUT_OF_STOCK', previousStatus: 'LOW_STOCK', available: 0, availableAtMost: 0 },
      { status: 'IN_STOCK', previousStatus: 'OUT_OF_STOCK', available: 6, availableAtMost: null },
    ]);
  });

  it('sets no bound where orders may wait', async () => {
    await using service = await createShop();
    await service.import([
      { type: 'stockPolicy', sku: 'A', whenOut: 'BACKORDER' },
      buildStock('A', 3),
    ]);
    expect((await changesOf(service, 'A')).at(-1)).toMatchObject({
      status: 'LOW_STOCK',
      availableAtMost: null,
    });
  });

  it('tells of a new limit', async () => {
    await using service = await createShop();
    await service.import([{ type: 'stockPolicy', sku: 'A', maxPerOrder: 2 }]);
    expect((await changesOf(service, 'A')).at(-1)).toMatchObject({
      status: 'IN_STOCK',
      previousStatus: 'IN_STOCK',
      maxPerOrder: 2,
    });
  });

  it('tells of a variant that takes over a sku with its stock', async () => {
    await using service = await createShop();
    const event = buildProductEvent(['A'], { productId: 'prod_2' });
    const variants = [{ variantId: 'var_new', sku: 'A', archived: false }];
    await service.receive('catalog', [{ ...event, data: { ...event.data, variants } }]);
    const events = await service.published();
    expect(events.at(-1)).toMatchObject({ key: 'var_new', data: { available: 10 } });
  });
});
