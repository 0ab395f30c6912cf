import { buildClaims } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import {
  DAY_MS,
  NOW,
  type PricingService,
  buildPrice,
  createPricing,
  importAll,
  knowSkus,
} from './build.ts';

const PRICE = `query ($representations: [_Any!]!, $currency: CurrencyCode, $country: CountryCode, $quantity: Int) {
  _entities(representations: $representations) { ... on ProductVariant {
    id sku
    price(currency: $currency, country: $country, quantity: $quantity) {
      current { amount decimal currency } compareAt { amount } discountPercent taxIncluded
      tiers { minQuantity unitPrice { amount } } validUntil promotionLabels
    }
    listPrice { amount currency }
  } } }`;

async function readPrice(service: PricingService, variables: object = {}, request: object = {}) {
  const representations = [{ __typename: 'ProductVariant', sku: 'A' }];
  const { data, errors } = await service.execute(PRICE, { representations, ...variables }, request);
  return { errors, variant: data?._entities?.[0], price: data?._entities?.[0]?.price };
}

async function createPriced(lines: readonly object[], skus = ['A']): Promise<PricingService> {
  const service = await createPricing();
  await knowSkus(service, skus);
  await importAll(service, lines);
  return service;
}

const iso = (at: number): string => new Date(at).toISOString();

describe('ProductVariant.price', () => {
  it('resolves a variant by id and by sku', async () => {
    await using service = await createPriced([buildPrice('A', 1000)]);
    const representations = [
      { __typename: 'ProductVariant', id: 'var_A' },
      { __typename: 'ProductVariant', sku: 'A' },
      { __typename: 'ProductVariant', sku: 'unknown' },
    ];
    const { data } = await service.execute(PRICE, { representations });
    expect(data._entities.map((entity: { id: string } | null) => entity?.id)).toEqual([
      'var_A',
      'var_A',
      undefined,
    ]);
  });

  it('defaults to the currency and country of the request', async () => {
    await using service = await createPriced([
      buildPrice('A', 1000),
      buildPrice('A', 900, { currency: 'EUR', country: 'DE' }),
    ]);
    const { price } = await readPrice(service, {}, { currency: 'EUR', country: 'DE' });
    expect(price.current).toEqual({ amount: 900, decimal: '9.00', currency: 'EUR' });
  });

  it('is null in a currency without a price, without converting another', async () => {
    await using service = await createPriced([buildPrice('A', 1000)]);
    const { price, errors } = await readPrice(service, { currency: 'EUR' });
    expect({ price, errors }).toEqual({ price: null, errors: undefined });
  });

  it.each([
    ['JPY', 1234, '1234'],
    ['KWD', 1234, '1.234'],
    ['EUR', 1234, '12.34'],
  ])('renders %s with the decimals of the currency', async (currency, amount, decimal) => {
    await using service = await createPriced([buildPrice('A', amount, { currency })]);
    const { price } = await readPrice(service, { currency });
    expect(price.current).toEqual({ amount, decimal, currency });
  });

  it('says VALIDATION for a currency that does not exist', async () => {
    await using service = await createPriced([buildPrice('A', 1000)]);
    const { errors } = await readPrice(service, { currency: 'XXX' });
    expect(errors?.[0]).toMatchObject({
      message: 'There is no currency "XXX".',
      extensions: { code: 'VALIDATION' },
    });
  });

  it.each([0, -1, 10_000])('says VALIDATION for a quantity of %i', async (quantity) => {
    await using service = await createPriced([buildPrice('A', 1000)]);
    const { errors } = await readPrice(service, { quantity });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION' });
  });

  it('gives a signed-in customer the price of the group', async () => {
    await using service = await createPriced([
      buildPrice('A', 1000),
      buildPrice('A', 700, { customerGroup: 'wholesale' }),
    ]);
    const { price } = await readPrice(
      service,
      {},
      { claims: buildClaims({ groups: ['wholesale'] }) },
    );
    expect(price.current.amount).toBe(700);
  });

  it('shows the struck-through price and the saving', async () => {
    await using service = await createPriced([buildPrice('A', 666, { compareAt: 1000 })]);
    const { price } = await readPrice(service);
    expect(price).toMatchObject({ compareAt: { amount: 1000 }, discountPercent: 33 });
  });

  it('lists tiers and picks the one of the quantity', async () => {
    await using service = await createPriced([
      buildPrice('A', 1000),
      buildPrice('A', 800, { minQuantity: 10 }),
    ]);
    const { price } = await readPrice(service, { quantity: 12 });
    expect(price).toMatchObject({
      current: { amount: 800 },
      tiers: [
        { minQuantity: 1, unitPrice: { amount: 1000 } },
        { minQuantity: 10, unitPrice: { amount: 800 } },
      ],
    });
  });

  it('lets a sale win while it lasts', async () => {
    const sale = { validFrom: iso(NOW - DAY_MS), validUntil: iso(NOW + DAY_MS) };
    await using service = await createPriced([buildPrice('A', 1000), buildPrice('A', 500, sale)]);
    const { price } = await readPrice(service);
    expect(price).toMatchObject({ current: { amount: 500 }, validUntil: sale.validUntil });
  });

  it('does not use a price before it begins or after it ended', async () => {
    await using service = await createPriced([
      buildPrice('A', 1000),
      buildPrice('A', 500, { validFrom: iso(NOW - 2 * DAY_MS), validUntil: iso(NOW) }),
      buildPrice('A', 400, { validFrom: iso(NOW + 1) }),
    ]);
    expect((await readPrice(service)).price.current.amount).toBe(1000);
  });

  it('is null for an archived variant', async () => {
    await using service = await createPriced([buildPrice('A', 1000)]);
    await service.receive('catalog', [
      {
        type: 'catalog.product.archived',
        key: 'prod_1',
        data: { productId: 'prod_1', variantIds: ['var_A'] },
      },
    ]);
    expect((await readPrice(service)).price).toBeNull();
  });

  it('names the promotions a variant takes part in, by priority and in the locale', async () => {
    await using service = await createPriced([
      buildPrice('A', 1000),
      {
        type: 'promotion',
        key: 'p1',
        kind: 'PERCENT_OFF',
        label: { en: 'Ten off', de: 'Zehn weniger' },
        rule: { permyriad: 1000, applies: { skus: ['A'] } },
        stackable: true,
        priority: 1,
      },
      {
        type: 'promotion',
        key: 'p2',
        kind: 'FREE_SHIPPING',
        label: { en: 'Free shipping' },
        rule: {},
        stackable: true,
        priority: 9,
      },
      {
        type: 'promotion',
        key: 'p3',
        kind: 'PERCENT_OFF',
        label: { en: 'Other' },
        rule: { permyriad: 1000, applies: { skus: ['B'] } },
        stackable: true,
        priority: 5,
      },
    ]);
    const { price } = await readPrice(service, {}, { locale: 'de-CH' });
    expect(price.promotionLabels).toEqual(['Free shipping', 'Zehn weniger']);
  });
});

describe('ProductVariant.listPrice', () => {
  it('is the struck-through price of the list for everybody', async () => {
    await using service = await createPriced([
      buildPrice('A', 800, { compareAt: 1000 }),
      buildPrice('A', 500, { customerGroup: 'wholesale' }),
    ]);
    const { variant } = await readPrice(
      service,
      {},
      { claims: buildClaims({ groups: ['wholesale'] }) },
    );
    expect(variant.listPrice).toEqual({ amount: 1000, currency: 'USD' });
  });

  it('is the base price without a struck-through one', async () => {
    await using service = await createPriced([buildPrice('A', 800)]);
    expect((await readPrice(service)).variant.listPrice.amount).toBe(800);
  });
});

describe('Product.priceRange', () => {
  const RANGE = `query ($ids: [_Any!]!, $currency: CurrencyCode) { _entities(representations: $ids) { ... on Product { priceRange(currency: $currency) { min { amount } max { amount } } } } }`;
  const ids = [{ __typename: 'Product', id: 'prod_1' }];

  it('spans the variants that can be bought', async () => {
    await using service = await createPriced(
      [buildPrice('A', 800), buildPrice('B', 1200), buildPrice('C', 100)],
      ['A', 'B', 'C'],
    );
    await service.receive('catalog', [
      { type: 'catalog.product.archived', key: 'prod_1', data: { variantIds: ['var_C'] } },
    ]);
    const { data } = await service.execute(RANGE, { ids });
    expect(data._entities[0].priceRange).toEqual({ min: { amount: 800 }, max: { amount: 1200 } });
  });

  it('is null when no variant has a price in the currency', async () => {
    await using service = await createPriced([buildPrice('A', 800)]);
    const { data } = await service.execute(RANGE, { ids, currency: 'JPY' });
    expect(data._entities).toEqual([{ priceRange: null }]);
  });
});

describe('currencies', () => {
  it('lists every currency with a price once, in order', async () => {
    await using service = await createPriced(
      [
        buildPrice('A', 1),
        buildPrice('A', 1, { currency: 'EUR' }),
        buildPrice('A', 1, { currency: 'JPY' }),
        buildPrice('B', 1, { currency: 'EUR' }),
      ],
      ['A', 'B'],
    );
    expect((await service.execute('{ currencies }')).data).toEqual({
      currencies: ['EUR', 'JPY', 'USD'],
    });
  });

  it('is empty without prices', async () => {
    await using service = await createPricing();
    expect((await service.execute('{ currencies }')).data).toEqual({ currencies: [] });
  });
});

describe('statements', () => {
  async function createMany(): Promise<PricingService> {
    const skus = Array.from({ length: 100 }, (_, index) => `S${index}`);
    return createPriced(
      skus.map((sku) => buildPrice(sku, 100)),
      skus,
    );
  }

  it.each(['id', 'sku'])('do not grow with the number of variants by %s', async (key) => {
    await using service = await createMany();
    const read = (count: number) =>
      service.countStatements(() =>
        service.execute(PRICE, {
          representations: Array.from({ length: count }, (_, index) => ({
            __typename: 'ProductVariant',
            [key]: key === 'id' ? `var_S${index}` : `S${index}`,
          })),
        }),
      );
    await read(1);
    expect(await read(100)).toBe(await read(1));
  });
});
