import { describe, expect, it } from 'vitest';

import { applyDiscount } from '#src/rules/basket.ts';
import { discountsOf } from '#src/rules/discounts/discounts-of.ts';

import { buildBasket, buildLine, readRule, take, three } from '../../../test/build-basket.ts';

describe('PERCENT_OFF', () => {
  it('is rounded half-even once per line', () => {
    expect(take(three, 'PERCENT_OFF', { permyriad: 5000 })).toEqual({ a: 500, b: 250 });
  });

  it('on the order is rounded once and spread exactly', () => {
    expect(take(three, 'PERCENT_OFF', { permyriad: 3333, target: 'ORDER' })).toEqual({
      a: 333,
      b: 167,
    });
  });

  it('stops at its limit, in proportion', () => {
    expect(take(three, 'PERCENT_OFF', { permyriad: 10_000, maxAmount: { EUR: 150 } })).toEqual({
      a: 100,
      b: 50,
    });
  });

  it('stays out of a currency its limit does not name', () => {
    expect(take(three, 'PERCENT_OFF', { permyriad: 10_000, maxAmount: { USD: 150 } })).toEqual({});
  });

  it('takes from what is left', () => {
    const basket = buildBasket([buildLine('a', 1000, { ownDiscount: 300, orderDiscount: 200 })]);
    expect(take(basket, 'PERCENT_OFF', { permyriad: 5000 })).toEqual({ a: 250 });
  });

  it.each([
    ['sku', { skus: ['A'] }, { a: 999 }],
    ['product', { productIds: ['prod_b'] }, { b: 500 }],
    ['any of them', { skus: ['A'], productIds: ['prod_b'] }, { a: 999, b: 500 }],
    ['none', { categoryIds: ['cat_x'] }, {}],
  ])('reaches lines by %s', (_, applies, expected) => {
    expect(take(three, 'PERCENT_OFF', { permyriad: 10_000, applies })).toEqual(expected);
  });
});

describe('stacking', () => {
  const basket = buildBasket([
    buildLine('a', 100, { locked: true }),
    buildLine('b', 100, { ownDiscount: 1 }),
    buildLine('c', 100),
  ]);

  it('passes over locked lines', () => {
    expect(take(basket, 'AMOUNT_OFF', { amounts: { EUR: 10 }, target: 'LINE' })).toEqual({
      b: 10,
      c: 10,
    });
  });

  it('lets one that does not combine take untouched lines only', () => {
    const rule = { amounts: { EUR: 10 }, target: 'LINE' };
    expect(take(basket, 'AMOUNT_OFF', rule, { stackable: false })).toEqual({ c: 10 });
  });

  it('locks only the lines that got something', () => {
    const [discount] = discountsOf(
      {
        rule: readRule('PERCENT_OFF', { permyriad: 1000, applies: { skus: ['A'] } }),
        stackable: false,
        balance: null,
      },
      three,
    );
    const after = discount && applyDiscount(three, discount, true);
    expect(after?.lines.map(({ locked }) => locked)).toEqual([true, false, false]);
  });
});

describe('AMOUNT_OFF', () => {
  it('is spread over the order by largest remainder', () => {
    expect(take(three, 'AMOUNT_OFF', { amounts: { EUR: 100 } })).toEqual({ a: 67, b: 33 });
  });

  it('never exceeds the order', () => {
    expect(take(three, 'AMOUNT_OFF', { amounts: { EUR: 999_999 } })).toEqual({
      a: 999,
      b: 500,
      c: 1,
    });
  });

  it('on lines counts for each unit and never exceeds the line', () => {
    const basket = buildBasket([buildLine('a', 100, { quantity: 3 }), buildLine('b', 20)]);
    expect(take(basket, 'AMOUNT_OFF', { amounts: { EUR: 30 }, target: 'LINE' })).toEqual({
      a: 90,
      b: 20,
    });
  });

  it('does nothing in a currency it does not name', () => {
    expect(take(three, 'AMOUNT_OFF', { amounts: { USD: 100 } })).toEqual({});
  });

  it('of a balance pays for goods, then for shipping', () => {
    const basket = { ...three, shipping: 400 };
    expect(take(basket, 'AMOUNT_OFF', { amounts: 'VOUCHER_BALANCE' }, { balance: 1700 })).toEqual({
      a: 999,
      b: 500,
      c: 1,
      shipping: 200,
    });
  });
});

describe('FIXED_PRICE', () => {
  it('lowers each unit to the price and raises none', () => {
    const basket = buildBasket([buildLine('a', 999, { quantity: 2 }), buildLine('b', 500)]);
    expect(take(basket, 'FIXED_PRICE', { amounts: { EUR: 700 } })).toEqual({ a: 598 });
  });

  it('can be free', () => {
    expect(take(three, 'FIXED_PRICE', { amounts: { EUR: 0 }, applies: { skus: ['B'] } })).toEqual({
      b: 500,
    });
  });
});

describe('FREE_SHIPPING', () => {
  it.each([
    [null, {}, {}],
    [0, {}, {}],
    [490, {}, { shipping: 490 }],
    [490, { maxAmount: { EUR: 300 } }, { shipping: 300 }],
    [490, { maxAmount: { USD: 300 } }, {}],
  ])('of %s with %j takes off %j', (shipping, rule, expected) => {
    expect(take({ ...three, shipping }, 'FREE_SHIPPING', rule)).toEqual(expected);
  });

  it('does not combine when it is not to', () => {
    const basket = { ...three, shipping: 490, shippingDiscount: 100 };
    expect(take(basket, 'FREE_SHIPPING', {}, { stackable: false })).toEqual({});
  });
});

describe('GIFT_WITH_PURCHASE', () => {
  it('makes as many units free as are given', () => {
    const basket = buildBasket([
      buildLine('a', 1000),
      buildLine('g', 301, { quantity: 3, sku: 'MUG' }),
    ]);
    expect(take(basket, 'GIFT_WITH_PURCHASE', { gift: { sku: 'MUG', quantity: 2 } })).toEqual({
      g: 602,
    });
  });

  it('reaches over two lines of the gift', () => {
    const basket = buildBasket([
      buildLine('g', 300, { sku: 'MUG' }),
      buildLine('h', 300, { sku: 'MUG' }),
    ]);
    expect(take(basket, 'GIFT_WITH_PURCHASE', { gift: { sku: 'MUG', quantity: 2 } })).toEqual({
      g: 300,
      h: 300,
    });
  });

  it('takes nothing when the gift is not in the cart', () => {
    expect(take(three, 'GIFT_WITH_PURCHASE', { gift: { sku: 'MUG' } })).toEqual({});
  });
});

describe('TIERED', () => {
  const steps = [
    { minQuantity: 3, permyriad: 1000 },
    { minQuantity: 5, permyriad: 2000 },
    { minSubtotal: { EUR: 100_000 }, permyriad: 5000 },
  ];

  it.each([
    [2, 100, 0],
    [3, 100, 30],
    [5, 100, 100],
    [4, 50_000, 100_000],
  ])('of %i units at %i takes off %i', (quantity, unitPrice, expected) => {
    const basket = buildBasket([buildLine('a', unitPrice, { quantity })]);
    expect(take(basket, 'TIERED', { steps })['a'] ?? 0).toBe(expected);
  });

  it('counts the lines of its scope together', () => {
    const basket = buildBasket([
      buildLine('a', 100, { quantity: 2 }),
      buildLine('b', 100),
      buildLine('c', 100),
    ]);
    expect(take(basket, 'TIERED', { steps, applies: { skus: ['A', 'B'] } })).toEqual({
      a: 20,
      b: 10,
    });
  });
});
