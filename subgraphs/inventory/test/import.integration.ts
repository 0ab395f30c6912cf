import { describe, expect, it } from 'vitest';

import {
  buildLocation,
  buildStock,
  createInventory,
  createShop,
  importAll,
  knowSkus,
  readLevel,
  readStock,
  reserve,
} from './build.ts';

describe('import', () => {
  it('changes nothing the second time', async () => {
    await using service = await createInventory();
    await knowSkus(service, ['A']);
    const lines = [
      buildLocation('wh'),
      buildStock('A', 10, { safety: 2 }),
      { type: 'stockPolicy', sku: 'A', maxPerOrder: 3 },
    ];
    await importAll(service, lines);
    const before = await service.published();
    const counts = await importAll(service, lines);
    expect(Object.values(counts).map(({ unchanged }) => unchanged)).toEqual([1, 1, 1]);
    expect(await service.published()).toEqual(before);
  });

  it('takes a stock line for a count', async () => {
    await using service = await createShop();
    await importAll(service, [buildStock('A', 4, { safety: 1 })]);
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 4, safety: 1, available: 3 });
  });

  it('keeps safety stock that a line does not speak of', async () => {
    await using service = await createShop([buildStock('A', 10, { safety: 2 })]);
    await importAll(service, [buildStock('A', 8)]);
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 8, safety: 2 });
  });

  it('knows a variant of which 0 were counted', async () => {
    await using service = await createShop([buildStock('C', 0)]);
    expect(await readStock(service, 'C')).toMatchObject({ status: 'OUT_OF_STOCK' });
  });

  it('takes a limit away with null', async () => {
    await using service = await createShop([{ type: 'stockPolicy', sku: 'A', maxPerOrder: 3 }]);
    await importAll(service, [{ type: 'stockPolicy', sku: 'A', maxPerOrder: null }]);
    expect(await readStock(service, 'A')).toMatchObject({ maxPerOrder: null });
  });

  it.each([
    ['an unknown sku', buildStock('X', 1), 'There is no variant with sku "X".'],
    [
      'an unknown location',
      buildStock('A', 1, { locationKey: 'nowhere' }),
      'There is no location "nowhere".',
    ],
    ['fewer than 0 units', buildStock('A', -1), 'onHand: There cannot be fewer than 0 units.'],
    ['a place off the globe', buildLocation('x', { latitude: 91 }), 'latitude'],
    ['a country in words', buildLocation('x', { countryCode: 'usa' }), 'two capital letters'],
    ['an unknown kind', buildLocation('x', { kind: 'KIOSK' }), 'kind'],
    ['a policy of an unknown sku', { type: 'stockPolicy', sku: 'X' }, 'no variant with sku "X"'],
    ['a threshold of 99', { type: 'stockPolicy', sku: 'A', lowStockThreshold: 99 }, 'at most 98'],
  ])('rejects %s and says why', async (_, line, reason) => {
    await using service = await createShop();
    const { rejected } = await service.import([line]);
    expect(rejected).toMatchObject([{ line: 1, reason: expect.stringContaining(reason) }]);
  });

  it('rejects a count below what is reserved', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 6 });
    const { rejected } = await service.import([buildStock('A', 5)]);
    expect(rejected).toMatchObject([{ reason: expect.stringContaining('6 of them are reserved') }]);
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 10 });
  });
});
