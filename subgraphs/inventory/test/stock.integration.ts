import { describe, expect, it } from 'vitest';

import { buildStock, createShop, knowSkus, readStock, readVariants, reserve } from './build.ts';

const policy = (sku: string, more: object) => ({ type: 'stockPolicy', sku, ...more });

describe('ProductVariant.stock', () => {
  it('sums up what is free at all locations', async () => {
    await using service = await createShop();
    expect(await readStock(service, 'B')).toMatchObject({ available: 5 });
  });

  it('leaves out safety stock and what is reserved', async () => {
    await using service = await createShop([buildStock('A', 10, { safety: 3 })]);
    await reserve(service, 'chk_1', { A: 1 });
    expect(await readStock(service, 'A')).toMatchObject({ status: 'IN_STOCK', available: 6 });
  });

  it('never says more than 99', async () => {
    await using service = await createShop([buildStock('A', 5000)]);
    expect(await readStock(service, 'A')).toMatchObject({ available: 99 });
  });

  it.each([
    [6, 'IN_STOCK'],
    [5, 'LOW_STOCK'],
    [1, 'LOW_STOCK'],
    [0, 'OUT_OF_STOCK'],
  ])('with %i units is %s', async (units, status) => {
    await using service = await createShop([buildStock('A', units)]);
    expect(await readStock(service, 'A')).toMatchObject({ status, available: units });
  });

  it.each(['BACKORDER', 'PREORDER'])('says %s where orders may wait', async (whenOut) => {
    await using service = await createShop([buildStock('A', 0), policy('A', { whenOut })]);
    expect(await readStock(service, 'A')).toMatchObject({ status: whenOut, available: 0 });
  });

  it('tells the limit of an order and when goods are expected', async () => {
    const restockAt = '2026-07-01T00:00:00.000Z';
    await using service = await createShop([policy('A', { maxPerOrder: 2, restockAt })]);
    expect(await readStock(service, 'A')).toMatchObject({ maxPerOrder: 2, restockAt });
  });

  it.each([
    ['was never stocked', 'C'],
    ['is not known', 'X'],
  ])('is null for a variant that %s', async (_, sku) => {
    await using service = await createShop();
    expect(await readStock(service, sku)).toBeNull();
  });

  it('is null for an archived variant', async () => {
    await using service = await createShop();
    await knowSkus(service, ['A', 'B', 'C'], { status: 'ARCHIVED' });
    expect(await readStock(service, 'A')).toBeNull();
  });
});

describe('ProductVariant.stockByLocation', () => {
  const fields = (args = '') => `stockByLocation${args} { location { name } status distanceKm }`;

  it('lists stores, not warehouses', async () => {
    await using service = await createShop();
    const [{ stockByLocation }] = await readVariants(service, ['B'], { fields: fields() });
    expect(stockByLocation).toEqual([
      { location: { name: 'Place store-1' }, status: 'LOW_STOCK', distanceKm: null },
    ]);
  });

  it('puts the nearest first', async () => {
    await using service = await createShop([
      { ...store('store-2', 50), name: 'Far' },
      { ...store('store-3', 1), name: 'Near' },
      buildStock('A', 1, { locationKey: 'store-2' }),
      buildStock('A', 1, { locationKey: 'store-3' }),
    ]);
    const near = fields('(near: { latitude: 0, longitude: 0 }, first: 1)');
    const [{ stockByLocation }] = await readVariants(service, ['A'], { fields: near });
    expect(stockByLocation).toMatchObject([
      { location: { name: 'Near' }, distanceKm: expect.closeTo(111.19, 1) },
    ]);
  });

  it('says out of stock of an empty store, also where orders may wait', async () => {
    await using service = await createShop([
      buildStock('B', 0, { locationKey: 'store-1' }),
      policy('B', { whenOut: 'BACKORDER' }),
    ]);
    const [{ stockByLocation }] = await readVariants(service, ['B'], { fields: fields() });
    expect(stockByLocation).toMatchObject([{ status: 'OUT_OF_STOCK' }]);
  });

  it.each([0, 101])('refuses %i stores', async (first) => {
    await using service = await createShop();
    const read = readVariants(service, ['B'], { fields: fields(`(first: ${first})`) });
    await expect(read).rejects.toThrow('between 1 and 100');
  });
});

function store(key: string, latitude: number) {
  return {
    type: 'location',
    key,
    kind: 'STORE',
    name: key,
    latitude,
    longitude: 0,
    city: 'Town',
    countryCode: 'US',
  };
}

describe('CartLine.availability', () => {
  const read = async (
    service: Awaited<ReturnType<typeof createShop>>,
    unitsInCart: number,
    sku = 'B',
  ) => {
    const line = {
      __typename: 'CartLine',
      id: 'line_1',
      unitsInCart,
      variant: { id: `var_${sku}` },
    };
    const { data } = await service.execute(
      `query ($lines: [_Any!]!) { _entities(representations: $lines) { ... on CartLine { availability { fulfillable availableQuantity status } } } }`,
      { lines: [line] },
    );
    return data._entities[0].availability;
  };

  it.each([
    [5, true],
    [6, false],
  ])('of %i where 5 are left is fulfillable: %s', async (quantity, fulfillable) => {
    await using service = await createShop();
    expect(await read(service, quantity)).toEqual({
      fulfillable,
      availableQuantity: 5,
      status: 'LOW_STOCK',
    });
  });

  it('is fulfillable on backorder', async () => {
    await using service = await createShop([policy('B', { whenOut: 'BACKORDER' })]);
    expect(await read(service, 50)).toMatchObject({ fulfillable: true, availableQuantity: 5 });
  });

  it('keeps to the limit of an order', async () => {
    await using service = await createShop([policy('B', { maxPerOrder: 2, whenOut: 'BACKORDER' })]);
    expect(await read(service, 3)).toMatchObject({ fulfillable: false, availableQuantity: 2 });
  });

  it('is null while nothing is known of the variant', async () => {
    await using service = await createShop();
    expect(await read(service, 1, 'C')).toBeNull();
  });
});
