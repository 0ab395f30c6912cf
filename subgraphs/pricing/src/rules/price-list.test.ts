import { describe, expect, it } from 'vitest';

import {
  ANY,
  type Buyer,
  FOREVER,
  type Price,
  choosePrice,
  compareAtOf,
  discountPercent,
  isCrossing,
  listTiers,
  usablePrices,
} from './price-list.ts';

const NOW = 1000;
const buyer: Buyer = {
  currency: 'EUR',
  country: 'DE',
  customerId: 'cus_1',
  customerGroups: ['vip', 'b2b'],
};

const buildPrice = (amount: number, more: Partial<Price> = {}): Price => ({
  currency: 'EUR',
  country: ANY,
  customerGroup: ANY,
  minQuantity: 1,
  amount,
  compareAt: null,
  validFrom: 0,
  validUntil: FOREVER,
  taxIncluded: true,
  ...more,
});

const choose = (prices: readonly Price[], quantity = 1): number | undefined =>
  choosePrice(usablePrices(prices, buyer, NOW), buyer, quantity)?.amount;

describe('choosePrice', () => {
  const everybody = buildPrice(1);
  const country = buildPrice(2, { country: 'DE' });
  const group = buildPrice(3, { customerGroup: 'vip' });
  const both = buildPrice(4, { country: 'DE', customerGroup: 'vip' });
  const own = buildPrice(5, { customerGroup: 'cus_1' });

  it.each([
    ['everybody', [everybody], 1],
    ['country over everybody', [everybody, country], 2],
    ['group over country', [everybody, country, group], 3],
    ['country and group over group', [everybody, country, group, both], 4],
    ["the customer's own over all groups", [everybody, country, group, both, own], 5],
  ])('prefers %s, in whatever order', (_, prices, amount) => {
    expect([choose(prices), choose(prices.toReversed())]).toEqual([amount, amount]);
  });

  it.each([
    ['currency', { currency: 'USD' }],
    ['country', { country: 'FR' }],
    ['group', { customerGroup: 'staff' }],
    ['customer', { customerGroup: 'cus_2' }],
    ['start', { validFrom: NOW + 1 }],
    ['end', { validUntil: NOW }],
    ['quantity', { minQuantity: 2 }],
  ])('passes over a price with another %s', (_, more) => {
    expect(choose([buildPrice(7, more)])).toBeUndefined();
  });

  it('takes the highest tier that the quantity reaches', () => {
    const prices = [
      buildPrice(100),
      buildPrice(90, { minQuantity: 5 }),
      buildPrice(80, { minQuantity: 10 }),
    ];
    expect([1, 4, 5, 9, 10, 999].map((quantity) => choose(prices, quantity))).toEqual([
      100, 100, 90, 90, 80, 80,
    ]);
  });

  it('takes the price that began last', () => {
    expect(choose([buildPrice(100), buildPrice(50, { validFrom: 500, validUntil: 2000 })])).toBe(
      50,
    );
  });

  it('takes a tier of the most specific list even when a wider one is cheaper', () => {
    expect(choose([buildPrice(1), buildPrice(9, { customerGroup: 'vip' })], 10)).toBe(9);
  });

  it('takes the cheaper one of two groups', () => {
    const prices = [
      buildPrice(9, { customerGroup: 'vip' }),
      buildPrice(8, { customerGroup: 'b2b' }),
    ];
    expect([choose(prices), choose(prices.toReversed())]).toEqual([8, 8]);
  });
});

describe('listTiers', () => {
  it('tells where the unit price changes, across lists', () => {
    const prices = [
      buildPrice(100),
      buildPrice(100, { minQuantity: 3 }),
      buildPrice(90, { minQuantity: 5 }),
      buildPrice(70, { minQuantity: 10, customerGroup: 'vip' }),
      buildPrice(60, { minQuantity: 20 }),
    ];
    expect(listTiers(prices, buyer)).toEqual([
      { minQuantity: 1, amount: 100 },
      { minQuantity: 5, amount: 90 },
      { minQuantity: 10, amount: 70 },
    ]);
  });

  it('agrees with the price of each quantity', () => {
    const prices = [
      buildPrice(100),
      buildPrice(95, { minQuantity: 4 }),
      buildPrice(97, { minQuantity: 6, country: 'DE' }),
    ];
    const tiers = listTiers(prices, buyer);
    for (let quantity = 1; quantity <= 12; quantity++) {
      expect(tiers.findLast((tier) => tier.minQuantity <= quantity)?.amount).toBe(
        choose(prices, quantity),
      );
    }
  });
});

describe('compareAtOf', () => {
  it.each([
    [null, null],
    [90, null],
    [100, null],
    [101, 101],
  ])('of %s beside 100 is %s', (compareAt, expected) => {
    expect(compareAtOf(buildPrice(100, { compareAt }))).toBe(expected);
  });
});

describe('discountPercent', () => {
  it.each([
    [50, 100, 50],
    [667, 1000, 33],
    [0, 100, 100],
    [999, 1000, 0],
  ])('from %i to be struck through %i is %i', (amount, compareAt, percent) => {
    expect(discountPercent(amount, compareAt)).toBe(percent);
  });
});

describe('isCrossing', () => {
  const period = (validFrom: number, validUntil: number) => ({ validFrom, validUntil });

  it.each([
    ['apart', period(0, 5), period(5, 9), false],
    ['nested', period(0, 9), period(2, 5), false],
    ['nested to the same end', period(0, 9), period(2, 9), false],
    ['open ended after open ended', period(0, FOREVER), period(5, FOREVER), false],
    ['same start', period(0, 5), period(0, 9), false],
    ['crossing', period(0, 5), period(3, 9), true],
  ])('of periods that are %s, either way', (_, one, other, expected) => {
    expect([isCrossing(one, other), isCrossing(other, one)]).toEqual([expected, expected]);
  });
});
