import { describe, expect, it } from 'vitest';

import type { PriceRefRow } from '#src/tables.ts';

import { type Buyer, createPriceOf, followPrice, groupsOf } from './added-price.ts';

const BUYER: Buyer = {
  currency: 'USD',
  country: 'US',
  customerId: 'cus_1',
  customerGroups: ['b2b', 'vip'],
};

function buildPrice(amount: number, price: Partial<PriceRefRow> = {}): PriceRefRow {
  return {
    sku: 'A',
    currency: 'USD',
    country: '*',
    customerGroup: '*',
    minQuantity: 1,
    validFrom: 0,
    validUntil: Number.MAX_SAFE_INTEGER,
    amount,
    ...price,
  };
}

/** The price of so many units of A, when these are the prices. */
function priceOf(prices: PriceRefRow[], quantity = 1): number | null {
  return createPriceOf(new Map([['var_A', 'A']]), prices, BUYER)('var_A', quantity);
}

describe('the price of a buyer', () => {
  it('is null without one', () => {
    expect(priceOf([])).toBeNull();
    expect(priceOf([buildPrice(1, { sku: 'B' })])).toBeNull();
  });

  it.each([
    ['country beats everybody', [buildPrice(5), buildPrice(9, { country: 'US' })], 9],
    [
      'group beats country',
      [buildPrice(5, { country: 'US' }), buildPrice(9, { customerGroup: 'b2b' })],
      9,
    ],
    [
      'customer beats group',
      [
        buildPrice(5, { country: 'US', customerGroup: 'b2b' }),
        buildPrice(9, { customerGroup: 'cus_1' }),
      ],
      9,
    ],
    ['the latest start wins', [buildPrice(5), buildPrice(9, { validFrom: 1 })], 9],
    [
      'the cheaper of two groups wins',
      [buildPrice(9, { customerGroup: 'b2b' }), buildPrice(7, { customerGroup: 'vip' })],
      7,
    ],
  ])('%s', (_, prices, expected) => {
    expect(priceOf(prices)).toBe(expected);
    expect(priceOf(prices.toReversed())).toBe(expected);
  });

  it.each([
    [1, 10],
    [9, 10],
    [10, 8],
    [99, 8],
  ])('of %i units is that of the highest tier reached: %i', (quantity, expected) => {
    const prices = [buildPrice(10), buildPrice(8, { minQuantity: 10 })];
    expect(priceOf(prices, quantity)).toBe(expected);
  });

  it('is null below the lowest tier', () => {
    expect(priceOf([buildPrice(8, { minQuantity: 10 })], 9)).toBeNull();
  });
});

describe('groupsOf', () => {
  it('names everybody, the customer and the groups', () => {
    expect(groupsOf(BUYER)).toEqual(['*', 'cus_1', 'b2b', 'vip']);
  });

  it('names everybody alone for a visitor', () => {
    expect(groupsOf({ ...BUYER, customerId: null, customerGroups: [] })).toEqual(['*']);
  });
});

describe('followPrice', () => {
  it.each([
    { added: 10, before: 10, after: 8, expected: 8 },
    { added: 10, before: 12, after: 8, expected: 10 },
    { added: null, before: null, after: 8, expected: 8 },
    { added: null, before: 9, after: 8, expected: null },
  ])(
    'makes $expected of $added when $before becomes $after',
    ({ added, before, after, expected }) => {
      expect(followPrice({ addedAmount: added }, before, after)).toBe(expected);
    },
  );
});
