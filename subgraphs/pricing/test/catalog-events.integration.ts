import { describe, expect, it } from 'vitest';

import {
  MERCHANDISER,
  type PricingService,
  buildPrice,
  buildProductEvent,
  buildPromotion,
  createShop,
  importAll,
  knowSkus,
} from './build.ts';

const PRICES = `query ($variants: [_Any!]!) { _entities(representations: $variants) { ... on ProductVariant { id price { current { amount } } } } }`;

async function readPrices(service: PricingService, skus: readonly string[]) {
  const variants = skus.map((sku) => ({ __typename: 'ProductVariant', sku }));
  const { data } = await service.execute(PRICES, { variants });
  return data._entities;
}

describe('events of catalog', () => {
  it('move a sku to another variant', async () => {
    await using service = await createShop();
    const variants = [{ variantId: 'var_new', sku: 'A' }];
    await service.receive('catalog', [buildProductEvent({ productId: 'prod_2', variants })]);
    expect(await readPrices(service, ['A'])).toEqual([{ id: 'var_new', price: null }]);
  });

  it('take the price from a variant that its product has lost', async () => {
    await using service = await createShop();
    await knowSkus(service, ['A', 'B']);
    await importAll(service, [buildPrice('A', 100), buildPrice('B', 200)]);
    await knowSkus(service, ['B']);
    expect(await readPrices(service, ['A', 'B'])).toMatchObject([
      { price: null },
      { price: { current: { amount: 200 } } },
    ]);
  });

  it.each([
    ['DRAFT', { current: { amount: 100 } }],
    ['ARCHIVED', null],
  ])('of a product that is %s leave a price of %o', async (status, price) => {
    await using service = await createShop();
    await importAll(service, [buildPrice('A', 100)]);
    await knowSkus(service, ['A'], { status });
    expect(await readPrices(service, ['A'])).toMatchObject([{ price }]);
  });
});

describe('Promotion', () => {
  const READ = `query ($promotion: [_Any!]!) { _entities(representations: $promotion) { ... on Promotion { label } } }`;

  it('that is switched off is for merchandisers alone', async () => {
    await using service = await createShop();
    await importAll(service, [buildPromotion('off', 'FREE_SHIPPING', {}, { enabled: false })]);
    const id = (await service.published()).at(-1)?.key;
    const variables = { promotion: [{ __typename: 'Promotion', id }] };
    const [shopper, merchandiser] = await Promise.all([
      service.execute(READ, variables),
      service.execute(READ, variables, MERCHANDISER),
    ]);
    expect([shopper.data._entities, merchandiser.data._entities]).toEqual([
      [null],
      [{ label: 'Promotion off' }],
    ]);
  });
});
