import { describe, expect, it } from 'vitest';

import {
  ERRORS,
  type InventoryService,
  MERCHANDISER,
  at,
  createShop,
  newKey,
  readLevel,
  readStock,
  reserve,
} from './build.ts';

const LEVELS = `levels { location { id } onHand safety } ${ERRORS}`;

async function mutate(
  service: InventoryService,
  { name, type, fields = LEVELS }: { name: string; type: string; fields?: string },
  input: object,
) {
  const { data, errors } = await service.execute(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`,
    { input: { idempotencyKey: newKey(), sku: 'A', ...input } },
    MERCHANDISER,
  );
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data[name];
}

const adjust = (service: InventoryService, delta: number, more: object = {}) =>
  mutate(
    service,
    { name: 'stockAdjust', type: 'StockAdjustInput' },
    { locationId: at('wh'), delta, reason: 'Count', ...more },
  );
const transfer = (service: InventoryService, quantity: number, more: object = {}) =>
  mutate(
    service,
    { name: 'stockTransfer', type: 'StockTransferInput' },
    { fromLocationId: at('wh'), toLocationId: at('store-1'), quantity, ...more },
  );

describe('stockAdjust', () => {
  it.each([
    [5, 15],
    [-10, 0],
  ])('books %i units', async (delta, onHand) => {
    await using service = await createShop();
    expect(await adjust(service, delta)).toMatchObject({ levels: [{ onHand }], errors: [] });
  });

  it('books once for one key', async () => {
    await using service = await createShop();
    const idempotencyKey = newKey();
    await adjust(service, 5, { idempotencyKey });
    expect(await adjust(service, 5, { idempotencyKey })).toMatchObject({
      levels: [{ onHand: 15 }],
    });
  });

  it('leaves reserved units', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 6 });
    expect(await adjust(service, -5)).toMatchObject({
      levels: [],
      errors: [
        {
          __typename: 'InsufficientStockError',
          availableQuantity: 4,
          variantId: 'var_A',
          path: ['delta'],
        },
      ],
    });
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 10 });
  });

  it.each([
    ['a delta of 0', 0, {}, { path: ['delta'], code: 'VALIDATION' }],
    ['no reason', 1, { reason: ' ' }, { path: ['reason'], code: 'VALIDATION' }],
    ['more than fits', 1_000_000_000, {}, { path: ['delta'], code: 'VALIDATION' }],
    ['an unknown sku', 1, { sku: 'X' }, { path: ['sku'], code: 'NOT_FOUND' }],
    ['an unknown place', 1, { locationId: 'loc_x' }, { path: ['locationId'], code: 'NOT_FOUND' }],
  ])('refuses %s', async (_, delta, more, error) => {
    await using service = await createShop();
    expect(await adjust(service, delta, more)).toMatchObject({ levels: [], errors: [error] });
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 10 });
  });

  it('is for those who may write stock', async () => {
    await using service = await createShop();
    const { errors } = await service.execute(
      `mutation { stockAdjust(input: { idempotencyKey: "key-12345", sku: "A", locationId: "${at('wh')}", delta: 1, reason: "x" }) { errors { __typename } } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

describe('stockTransfer', () => {
  it('moves units', async () => {
    await using service = await createShop();
    await transfer(service, 4);
    expect(await readLevel(service, 'A', 'wh')).toMatchObject({ onHand: 6 });
    expect(await readLevel(service, 'A', 'store-1')).toMatchObject({ onHand: 4 });
  });

  it('leaves the sum as it was', async () => {
    await using service = await createShop();
    await transfer(service, 4);
    expect(await readStock(service, 'A')).toMatchObject({ available: 10 });
  });

  it.each([
    ['more than lies there', 11, {}, 'INSUFFICIENT_STOCK'],
    ['a move to the same place', 1, { toLocationId: at('wh') }, 'VALIDATION'],
    ['a move from nowhere', 1, { fromLocationId: 'loc_x' }, 'NOT_FOUND'],
    ['a move to nowhere', 1, { toLocationId: 'loc_x' }, 'NOT_FOUND'],
    ['0 units', 0, {}, 'VALIDATION'],
  ])('refuses %s', async (_, quantity, more, code) => {
    await using service = await createShop();
    expect(await transfer(service, quantity, more)).toMatchObject({ errors: [{ code }] });
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 10 });
  });
});

describe('stockSafetySet', () => {
  it('takes units off sale', async () => {
    await using service = await createShop();
    const call = { name: 'stockSafetySet', type: 'StockSafetySetInput' };
    await mutate(service, call, { locationId: at('wh'), safety: 8 });
    expect(await readStock(service, 'A')).toMatchObject({ available: 2, status: 'LOW_STOCK' });
  });
});

describe('stockPolicySet', () => {
  const set = (service: InventoryService, input: object) =>
    mutate(
      service,
      {
        name: 'stockPolicySet',
        type: 'StockPolicySetInput',
        fields: `variant { id stock { status maxPerOrder } } ${ERRORS}`,
      },
      input,
    );

  it('says how a variant is sold', async () => {
    await using service = await createShop();
    expect(await set(service, { maxPerOrder: 2, lowStockThreshold: 20 })).toMatchObject({
      variant: { id: 'var_A', stock: { status: 'LOW_STOCK', maxPerOrder: 2 } },
    });
  });

  it('leaves what it does not speak of', async () => {
    await using service = await createShop();
    await set(service, { maxPerOrder: 2 });
    expect(await set(service, { lowStockThreshold: 20 })).toMatchObject({
      variant: { stock: { maxPerOrder: 2 } },
    });
  });

  it.each([
    [{ maxPerOrder: 0 }, ['maxPerOrder']],
    [{ lowStockThreshold: 99 }, ['lowStockThreshold']],
    [{ sku: 'X' }, ['sku']],
  ])('refuses %j', async (input, path) => {
    await using service = await createShop();
    expect(await set(service, input)).toMatchObject({ variant: null, errors: [{ path }] });
  });
});
