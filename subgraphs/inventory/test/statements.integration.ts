import { describe, expect, it } from 'vitest';

import {
  AGENT,
  buildStock,
  createInventory,
  buildLocation,
  importAll,
  knowSkus,
  readVariants,
} from './build.ts';

const FIELDS = [
  'stock { status available }',
  'stockByLocation { location { name } status }',
  'stockLevels { location { name } onHand }',
  'stockLevels(at: "2026-06-15T12:00:00.000Z") { location { name } onHand }',
];

describe('statements', () => {
  it.each(FIELDS)('do not grow with the number of variants: %s', async (fields) => {
    await using service = await createInventory();
    const skus = Array.from({ length: 100 }, (_, index) => `S${index}`);
    await knowSkus(service, skus);
    await importAll(service, [
      buildLocation('wh'),
      buildLocation('store-1'),
      ...skus.flatMap((sku) => [
        buildStock(sku, 5),
        buildStock(sku, 5, { locationKey: 'store-1' }),
      ]),
    ]);
    const count = (length: number) =>
      service.countStatements(() =>
        readVariants(service, skus.slice(0, length), { fields, request: AGENT }),
      );
    await count(1);
    expect(await count(100)).toBe(await count(1));
  });
});
