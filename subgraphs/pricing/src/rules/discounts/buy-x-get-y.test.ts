import { describe, expect, it } from 'vitest';

import type { Basket } from '#src/rules/basket.ts';

import { buildBasket, buildLine, take, three } from '../../../test/build-basket.ts';

describe('BUY_X_GET_Y', () => {
  const twoPlusOne = { buy: { quantity: 2 }, get: { quantity: 1 } };
  const units = (quantity: number): Basket => buildBasket([buildLine('a', 100, { quantity })]);

  it.each([
    [0, 0],
    [2, 0],
    [3, 100],
    [5, 100],
    [6, 200],
    [999, 33_300],
  ])('of 2 + 1 with %i equal units takes off %i', (quantity, expected) => {
    const basket = quantity === 0 ? buildBasket([]) : units(quantity);
    expect(take(basket, 'BUY_X_GET_Y', twoPlusOne)['a'] ?? 0).toBe(expected);
  });

  it('gives the cheapest', () => {
    expect(take(three, 'BUY_X_GET_Y', twoPlusOne)).toEqual({ c: 1 });
  });

  it('gives across lines when one is not enough', () => {
    const basket = buildBasket([buildLine('a', 100, { quantity: 5 }), buildLine('b', 50)]);
    expect(take(basket, 'BUY_X_GET_Y', twoPlusOne)).toEqual({ a: 100, b: 50 });
  });

  it('stops at its maximum', () => {
    expect(take(units(9), 'BUY_X_GET_Y', { ...twoPlusOne, maxTimes: 1 })).toEqual({ a: 100 });
  });

  it('can give a share only', () => {
    const rule = { buy: { quantity: 1 }, get: { quantity: 1, permyriad: 5000 } };
    expect(take(units(2), 'BUY_X_GET_Y', rule)).toEqual({ a: 50 });
  });

  const shirtForTrousers = {
    buy: { quantity: 1, applies: { skus: ['A'] } },
    get: { quantity: 1, applies: { skus: ['B'] } },
  };

  it('gives of another scope', () => {
    expect(take(three, 'BUY_X_GET_Y', shirtForTrousers)).toEqual({ b: 500 });
  });

  it('gives nothing when there is nothing to give', () => {
    expect(take(units(5), 'BUY_X_GET_Y', shirtForTrousers)).toEqual({});
  });

  it('gives nothing when nothing is bought', () => {
    expect(
      take(buildBasket([buildLine('b', 100, { quantity: 5 })]), 'BUY_X_GET_Y', shirtForTrousers),
    ).toEqual({});
  });

  it('never gives a unit that is needed as bought', () => {
    // A is in both scopes and the cheapest: of its 2 units only 1 is spare, and B is given beside it.
    const rule = {
      buy: { quantity: 1, applies: { skus: ['A'] } },
      get: { quantity: 2, applies: { skus: ['A', 'B'] } },
    };
    const basket = buildBasket([buildLine('a', 100, { quantity: 2 }), buildLine('b', 300)]);
    expect(take(basket, 'BUY_X_GET_Y', rule)).toEqual({ a: 100, b: 300 });
  });

  it('never gives two lines of which one is needed as bought', () => {
    const all = { skus: ['A', 'B', 'C'] };
    const rule = {
      buy: { quantity: 1, applies: { skus: ['A', 'C'] } },
      get: { quantity: 2, applies: all },
    };
    const basket = buildBasket([buildLine('a', 100), buildLine('b', 300), buildLine('c', 150)]);
    expect(take(basket, 'BUY_X_GET_Y', rule)).toEqual({ a: 100, b: 300 });
  });

  it('does not give locked units, but counts them as bought', () => {
    const basket = buildBasket([
      buildLine('a', 100, { quantity: 2, locked: true }),
      buildLine('b', 300),
    ]);
    expect(take(basket, 'BUY_X_GET_Y', twoPlusOne)).toEqual({ b: 300 });
  });

  it('takes from what other promotions left', () => {
    const basket = buildBasket([buildLine('a', 100, { quantity: 3, ownDiscount: 30 })]);
    expect(take(basket, 'BUY_X_GET_Y', twoPlusOne)).toEqual({ a: 90 });
  });
});
