import { describe, expect, it } from 'vitest';

import {
  buildCart,
  buildPrice,
  buildPromotion,
  createPricedShop,
  importAll,
  readTotals,
} from './build.ts';

const CODE = { voucherCodes: ['SAVE10'] };

const tenOff = (more: object = {}): object =>
  buildPromotion('ten', 'PERCENT_OFF', { permyriad: 1000, target: 'ORDER' }, { ...CODE, ...more });

describe('Cart.totals', () => {
  it('adds up lines, shipping and discounts', async () => {
    await using service = await createPricedShop([tenOff()]);
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
    await using service = await createPricedShop();
    const [totals] = await readTotals(service, [buildCart([])]);
    expect(totals).toMatchObject({
      total: { amount: 0 },
      lines: [],
      quoteHash: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
  });

  it('names lines without a price and counts them as zero', async () => {
    await using service = await createPricedShop();
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
    await using service = await createPricedShop([
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
    await using service = await createPricedShop();
    const [totals] = await readTotals(service, [
      buildCart(['A'], { shippingPrice: { amount: 500, currency: 'EUR' } }),
    ]);
    expect(totals).toMatchObject({ shipping: null, total: { amount: 1000 } });
  });

  it('labels discounts in the locale of the request', async () => {
    await using service = await createPricedShop([tenOff({ label: { en: 'Ten', fr: 'Dix' } })]);
    const [totals] = await readTotals(service, [buildCart(['A'], CODE)], { locale: 'fr' });
    expect(totals.discounts).toMatchObject([
      { label: 'Dix', voucherCode: 'SAVE10', target: 'ORDER', lineIds: ['line_A'] },
    ]);
  });

  it('reaches lines through a parent category', async () => {
    await using service = await createPricedShop([
      buildPromotion('root', 'PERCENT_OFF', {
        permyriad: 5000,
        applies: { categoryIds: ['cat_root'] },
      }),
    ]);
    const [totals] = await readTotals(service, [buildCart(['A'])]);
    expect(totals.total.amount).toBe(500);
  });

  it('offers a gift and makes it free once it is in the cart', async () => {
    await using service = await createPricedShop([
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

describe('quoteHash', () => {
  it('is the same for the same cart, in whatever order and locale', async () => {
    await using service = await createPricedShop([tenOff({ label: { en: 'Ten', de: 'Zehn' } })]);
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
    await using service = await createPricedShop();
    const [one, other] = await readTotals(service, [buildCart(['A']), cart]);
    expect(other.quoteHash).not.toBe(one.quoteHash);
  });

  it('changes with a price', async () => {
    await using service = await createPricedShop();
    const [before] = await readTotals(service, [buildCart(['A'])]);
    await importAll(service, [buildPrice('A', 1001)]);
    const [after] = await readTotals(service, [buildCart(['A'])]);
    expect(after.quoteHash).not.toBe(before.quoteHash);
  });
});
