import { describe, expect, it } from 'vitest';

import { findWrongSum } from './sums.ts';

const line = { variantId: 'v', sku: 's', name: 'n', discount: 0, tax: 0, total: 0 };
const order = {
  lines: [
    { ...line, quantity: 2, unitAmount: 1000 },
    { ...line, quantity: 1, unitAmount: 500 },
  ],
  subtotal: 2500,
  discountTotal: 300,
  shippingTotal: 400,
  taxTotal: 200,
  taxIncluded: false,
  total: 2800,
};

describe('findWrongSum', () => {
  it('is content when goods, discount, delivery and tax come to the total', () => {
    expect(findWrongSum(order)).toBeUndefined();
  });

  it('adds no tax that prices include', () => {
    expect(findWrongSum({ ...order, taxIncluded: true, total: 2600 })).toBeUndefined();
  });

  it.each([
    ['subtotal', { subtotal: 2499 }, 'The lines come to 2500, the subtotal says 2499.'],
    ['total', { total: 2801 }, 'It comes to 2800, the total says 2801.'],
  ])('says what is wrong with the %s', (_what, change, message) => {
    expect(findWrongSum({ ...order, ...change })).toBe(message);
  });
});
