import { describe, expect, it } from 'vitest';

import {
  DAY_MS,
  NOW,
  type PricingService,
  buildCart,
  buildPrice,
  buildPromotion,
  createPricing,
  importAll,
  knowSkus,
  readTotals,
} from './build.ts';

const taxRate = (country: string, ratePermyriad: number, more: object = {}): object => ({
  type: 'taxRate',
  country,
  taxClass: 'standard',
  ratePermyriad,
  included: false,
  label: `Tax ${country}`,
  ...more,
});

/** Variants A at 10.00, B at 20.00 and C at 5.00 USD. */
async function createShop(lines: readonly object[] = []): Promise<PricingService> {
  const service = await createPricing();
  await knowSkus(service, ['A', 'B', 'C'], { categoryIds: ['cat_leaf', 'cat_root'] });
  await importAll(service, [
    buildPrice('A', 1000),
    buildPrice('B', 2000),
    buildPrice('C', 500),
    ...lines,
  ]);
  return service;
}

const CODE = { voucherCodes: ['SAVE10'] };
const tenOff = (more: object = {}): object =>
  buildPromotion('ten', 'PERCENT_OFF', { permyriad: 1000, target: 'ORDER' }, { ...CODE, ...more });

async function readVoucher(service: PricingService, cart: object) {
  const [totals] = await readTotals(service, [cart]);
  return totals.vouchers[0];
}

describe('Cart.totals', () => {
  it('adds up lines, shipping and discounts', async () => {
    await using service = await createShop([tenOff()]);
    const cart = buildCart([{ sku: 'A', quantity: 2 }, 'B'], {
      voucherCodes: ['save10'],
      shippingPrice: { amount: 500, currency: 'USD' },
    });
    const [totals] = await readTotals(service, [cart]);
    expect(totals).toMatchObject({
      subtotal: { amount: 4000, decimal: '40.00', currency: 'USD' },
      discountTotal: { amount: 400 },
      shipping: { amount: 500 },
      total: { amount: 4100 },
      vouchers: [{ code: 'save10', applied: true, reason: null, message: null }],
    });
  });

  it('is zero for an empty cart', async () => {
    await using service = await createShop();
    const [totals] = await readTotals(service, [buildCart([])]);
    expect(totals).toMatchObject({
      total: { amount: 0 },
      lines: [],
      quoteHash: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
  });

  it('names lines without a price and counts them as zero', async () => {
    await using service = await createShop();
    const [totals] = await readTotals(service, [buildCart(['A', 'unknown'])]);
    expect(totals).toMatchObject({
      total: { amount: 1000 },
      unpricedLineIds: ['line_unknown'],
      lines: [
        { lineId: 'line_A' },
        { lineId: 'line_unknown', unitPrice: null, total: { amount: 0 } },
      ],
    });
  });

  it('equals the unit price of the line in every input', async () => {
    await using service = await createShop([
      buildPrice('A', 900, { minQuantity: 5 }),
      buildPrice('A', 850, { customerGroup: 'vip', minQuantity: 5 }),
      buildPrice('A', 800, { customerGroup: 'cus_1', country: 'US' }),
    ]);
    const buyers = [
      { customerId: null, customerGroups: [], quantity: 1 },
      { customerId: null, customerGroups: [], quantity: 5 },
      { customerId: 'cus_2', customerGroups: ['vip'], quantity: 5 },
      { customerId: 'cus_1', customerGroups: ['vip'], quantity: 5 },
    ];
    const query = `query ($lines: [_Any!]!) { _entities(representations: $lines) { ... on CartLine { unitPrice { amount } } } }`;
    const lines = buyers.map((buyer, index) => ({
      __typename: 'CartLine',
      id: `line_${index}`,
      currencyCode: 'USD',
      countryCode: 'US',
      variant: { id: 'var_A' },
      ...buyer,
    }));
    const { data } = await service.execute(query, { lines });
    const totals = await readTotals(
      service,
      buyers.map(({ quantity, ...buyer }) => buildCart([{ sku: 'A', quantity }], buyer)),
    );
    const unitPrices = data._entities.map(
      (line: { unitPrice: { amount: number } }) => line.unitPrice.amount,
    );
    expect(unitPrices).toEqual([1000, 900, 850, 800]);
    expect(
      totals.map(
        (one: { lines: { unitPrice: { amount: number } }[] }) => one.lines[0]?.unitPrice.amount,
      ),
    ).toEqual(unitPrices);
  });

  it('ignores a shipping price in another currency', async () => {
    await using service = await createShop();
    const [totals] = await readTotals(service, [
      buildCart(['A'], { shippingPrice: { amount: 500, currency: 'EUR' } }),
    ]);
    expect(totals).toMatchObject({ shipping: null, total: { amount: 1000 } });
  });

  it('labels discounts in the locale of the request', async () => {
    await using service = await createShop([tenOff({ label: { en: 'Ten', fr: 'Dix' } })]);
    const [totals] = await readTotals(service, [buildCart(['A'], CODE)], { locale: 'fr' });
    expect(totals.discounts).toMatchObject([
      { label: 'Dix', voucherCode: 'SAVE10', target: 'ORDER', lineIds: ['line_A'] },
    ]);
  });

  it('reaches lines through a parent category', async () => {
    await using service = await createShop([
      buildPromotion('root', 'PERCENT_OFF', {
        permyriad: 5000,
        applies: { categoryIds: ['cat_root'] },
      }),
    ]);
    const [totals] = await readTotals(service, [buildCart(['A'])]);
    expect(totals.total.amount).toBe(500);
  });

  it('offers a gift and makes it free once it is in the cart', async () => {
    await using service = await createShop([
      buildPromotion('gift', 'GIFT_WITH_PURCHASE', {
        gift: { sku: 'C' },
        when: { minSubtotal: { USD: 2000 } },
      }),
    ]);
    const [without, withGift, selfOnly] = await readTotals(service, [
      buildCart(['B']),
      buildCart(['B', { sku: 'C', quantity: 2 }]),
      buildCart([{ sku: 'C', quantity: 9 }]),
    ]);
    expect(without.gifts).toMatchObject([
      { quantity: 1, quantityInCart: 0, variant: { id: 'var_C', sku: 'C' } },
    ]);
    expect(withGift).toMatchObject({
      discountTotal: { amount: 500 },
      gifts: [{ quantityInCart: 1 }],
    });
    expect(selfOnly).toMatchObject({ discountTotal: { amount: 0 }, gifts: [] });
  });
});

describe('tax', () => {
  it('is added where prices are without', async () => {
    await using service = await createShop([taxRate('US', 688, { region: 'MN' })]);
    const cart = buildCart(['A'], {
      shippingAddress: { countryCode: 'US', region: 'MN', postalCode: '55425' },
    });
    const [totals] = await readTotals(service, [cart]);
    expect(totals).toMatchObject({
      tax: { amount: 69 },
      total: { amount: 1069 },
      taxIncluded: false,
      taxEstimated: true,
      taxLines: [
        { label: 'Tax US', ratePermyriad: 688, base: { amount: 1000 }, amount: { amount: 69 } },
      ],
    });
  });

  it('is not estimated while the region of a country that taxes by region is unknown', async () => {
    await using service = await createShop([taxRate('US', 688, { region: 'MN' })]);
    const [totals] = await readTotals(service, [buildCart(['A'])]);
    expect(totals).toMatchObject({ tax: { amount: 0 }, taxEstimated: false });
  });

  it('is contained where prices are with', async () => {
    await using service = await createShop([
      taxRate('DE', 1900, { included: true }),
      buildPrice('A', 1190, { currency: 'EUR', taxIncluded: true }),
    ]);
    const [totals] = await readTotals(service, [
      buildCart(['A'], { currencyCode: 'EUR', countryCode: 'DE' }),
    ]);
    expect(totals).toMatchObject({
      tax: { amount: 190 },
      total: { amount: 1190 },
      taxIncluded: true,
      taxEstimated: true,
    });
  });

  it('is exact in currencies without and with three decimals', async () => {
    await using service = await createShop([
      taxRate('JP', 1000, { included: true }),
      taxRate('KW', 500),
      buildPrice('A', 1099, { currency: 'JPY', taxIncluded: true }),
      buildPrice('A', 1001, { currency: 'KWD' }),
    ]);
    const [yen, dinar] = await readTotals(service, [
      buildCart([{ sku: 'A', quantity: 3 }], { currencyCode: 'JPY', countryCode: 'JP' }),
      buildCart(['A'], { currencyCode: 'KWD', countryCode: 'KW' }),
    ]);
    expect(yen).toMatchObject({ tax: { decimal: '300' }, total: { decimal: '3297' } });
    expect(dinar).toMatchObject({ tax: { decimal: '0.050' }, total: { decimal: '1.051' } });
  });
});

describe('vouchers', () => {
  it.each([
    ['an unknown code', {}, ['NOPE'], 'VOUCHER_INVALID'],
    [
      'an expired promotion',
      { endsAt: new Date(NOW - DAY_MS).toISOString() },
      ['SAVE10'],
      'VOUCHER_EXPIRED',
    ],
    [
      'a promotion to come',
      { startsAt: new Date(NOW + DAY_MS).toISOString() },
      ['SAVE10'],
      'VOUCHER_INVALID',
    ],
    ['a promotion that is off', { enabled: false }, ['SAVE10'], 'VOUCHER_INVALID'],
    ['a limit per customer for a guest', { perCustomerLimit: 1 }, ['SAVE10'], 'UNAUTHENTICATED'],
    [
      'another country',
      { rule: { permyriad: 1000, when: { countries: ['DE'] } } },
      ['SAVE10'],
      'VOUCHER_INVALID',
    ],
    [
      'a minimum not reached',
      { rule: { permyriad: 1000, when: { minSubtotal: { USD: 5000 } } } },
      ['SAVE10'],
      'VOUCHER_INVALID',
    ],
    [
      'no minimum in the currency',
      { rule: { permyriad: 1000, when: { minSubtotal: { EUR: 1 } } } },
      ['SAVE10'],
      'VOUCHER_INVALID',
    ],
    [
      'lines out of scope',
      { rule: { permyriad: 1000, applies: { skus: ['B'] } } },
      ['SAVE10'],
      'VOUCHER_INVALID',
    ],
    [
      'a second code of a promotion',
      { voucherCodes: ['AAA', 'SAVE10'] },
      ['SAVE10', 'AAA'],
      'CONFLICT',
    ],
  ])('are not applied for %s', async (_, more, voucherCodes, reason) => {
    await using service = await createShop([tenOff(more)]);
    const state = await readVoucher(service, buildCart(['A'], { voucherCodes }));
    expect(state).toMatchObject({ applied: false, reason, message: expect.any(String) });
  });

  it('conflict with a promotion that does not combine', async () => {
    await using service = await createShop([
      tenOff(),
      buildPromotion(
        'alone',
        'PERCENT_OFF',
        { permyriad: 500 },
        { stackable: false, priority: 10 },
      ),
    ]);
    const state = await readVoucher(service, buildCart(['A'], CODE));
    expect(state).toMatchObject({ applied: false, reason: 'CONFLICT' });
  });

  it('count free shipping as applied before a shipping option is chosen', async () => {
    await using service = await createShop([buildPromotion('ship', 'FREE_SHIPPING', {}, CODE)]);
    expect(await readVoucher(service, buildCart(['A'], CODE))).toMatchObject({ applied: true });
  });

  it('count once when typed twice', async () => {
    await using service = await createShop([tenOff()]);
    const [totals] = await readTotals(service, [
      buildCart(['A'], { voucherCodes: ['SAVE10', ' save10 '] }),
    ]);
    expect(totals).toMatchObject({ discountTotal: { amount: 100 }, vouchers: [{ applied: true }] });
  });

  it('do not crash on odd codes', async () => {
    await using service = await createShop([tenOff()]);
    const voucherCodes = ['', '💥', "'; drop table voucher; --", 'x'.repeat(10_000)];
    const [totals] = await readTotals(service, [buildCart(['A'], { voucherCodes })]);
    expect(totals.vouchers.every((voucher: { applied: boolean }) => !voucher.applied)).toBe(true);
  });
});

describe('quoteHash', () => {
  it('is the same for the same cart, in whatever order and locale', async () => {
    await using service = await createShop([tenOff({ label: { en: 'Ten', de: 'Zehn' } })]);
    const [one] = await readTotals(service, [buildCart(['A', 'B', 'C'], CODE)]);
    const [other] = await readTotals(service, [buildCart(['C', 'A', 'B'], CODE)], { locale: 'de' });
    expect(other.quoteHash).toBe(one.quoteHash);
  });

  it.each([
    ['a quantity', buildCart([{ sku: 'A', quantity: 2 }])],
    ['a variant', buildCart([{ sku: 'B', id: 'line_A' }])],
    ['an unpriced line', buildCart(['A', 'unknown'])],
    ['a voucher that is not applied', buildCart(['A'], { voucherCodes: ['NOPE'] })],
    ['shipping', buildCart(['A'], { shippingPrice: { amount: 0, currency: 'USD' } })],
  ])('changes with %s', async (_, cart) => {
    await using service = await createShop();
    const [one, other] = await readTotals(service, [buildCart(['A']), cart]);
    expect(other.quoteHash).not.toBe(one.quoteHash);
  });

  it('changes with a price', async () => {
    await using service = await createShop();
    const [before] = await readTotals(service, [buildCart(['A'])]);
    await importAll(service, [buildPrice('A', 1001)]);
    const [after] = await readTotals(service, [buildCart(['A'])]);
    expect(after.quoteHash).not.toBe(before.quoteHash);
  });
});

describe('statements', () => {
  it('do not grow with the number of lines, codes or carts', async () => {
    await using service = await createPricing();
    const skus = Array.from({ length: 100 }, (_, index) => `S${index}`);
    await knowSkus(service, skus);
    const codes = skus.map((sku) => `CODE-${sku}`);
    await importAll(service, [
      ...skus.map((sku) => buildPrice(sku, 1000)),
      ...codes.map((code) =>
        buildPromotion(code, 'PERCENT_OFF', { permyriad: 10 }, { voucherCodes: [code] }),
      ),
      taxRate('US', 100),
    ]);
    const cart = (lines: number): object =>
      buildCart(skus.slice(0, lines), { voucherCodes: codes.slice(0, lines), customerId: 'cus_1' });
    const count = (carts: readonly object[]) =>
      service.countStatements(() => readTotals(service, carts));
    await count([cart(1)]);
    const one = await count([cart(1)]);
    expect([await count([cart(100)]), await count([cart(100), cart(50), cart(1)])]).toEqual([
      one,
      one,
    ]);
  });

  it('do not grow with the number of lines asked for their unit price', async () => {
    await using service = await createShop();
    const query = `query ($lines: [_Any!]!) { _entities(representations: $lines) { ... on CartLine { unitPrice { amount } } } }`;
    const read = (count: number) =>
      service.countStatements(() =>
        service.execute(query, {
          lines: Array.from({ length: count }, (_, index) => ({
            __typename: 'CartLine',
            id: `line_${index}`,
            quantity: index + 1,
            currencyCode: 'USD',
            countryCode: 'US',
            customerId: null,
            customerGroups: [],
            variant: { id: 'var_A' },
          })),
        }),
      );
    await read(1);
    expect(await read(100)).toBe(await read(1));
  });
});
