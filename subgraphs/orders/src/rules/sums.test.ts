import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { findWrongSum } from './sums.ts';

type LineOfQuote = readonly [
  quantity: number,
  unitAmount: number,
  discount: number,
  tax: number,
  total: number,
];

interface Quote {
  readonly lines: readonly LineOfQuote[];
  readonly discounts: readonly number[];
  readonly subtotal: number;
  readonly discountTotal: number;
  readonly shippingTotal: number;
  readonly taxTotal: number;
  readonly taxIncluded: boolean;
  readonly total: number;
}

/** What pricing's own rules made of random carts: prices with tax, without, and both in one cart. */
const quotes = JSON.parse(
  readFileSync(new URL('../../test/quotes.json', import.meta.url), 'utf8'),
) as Quote[];

const toOrder = ({ lines, discounts, ...totals }: Quote) => ({
  ...totals,
  lines: lines.map(([quantity, unitAmount, discount, tax, total], at) => ({
    variantId: `var_${at}`,
    sku: `S${at}`,
    name: 'n',
    quantity,
    unitAmount,
    discount,
    tax,
    total,
  })),
  discounts: discounts.map((amount) => ({ label: 'd', voucherCode: null, amount })),
});

const line = {
  variantId: 'v',
  sku: 'A',
  name: 'n',
  quantity: 2,
  unitAmount: 1000,
  discount: 200,
  tax: 100,
  total: 1900,
};
/** 20.00 of goods less 2.00, 4.00 of delivery less 1.00, 1.00 of tax on goods and 0.50 on delivery. */
const order = {
  lines: [line],
  subtotal: 2000,
  discountTotal: 300,
  discounts: [{ label: 'd', voucherCode: null, amount: 300 }],
  shippingTotal: 400,
  taxTotal: 150,
  taxIncluded: false,
  total: 2250,
};

describe('findWrongSum', () => {
  it('is content with every quote of pricing, whose totals lie between with and without tax, too', () => {
    expect(quotes.map((quote) => findWrongSum(toOrder(quote)))).toEqual(
      quotes.map(() => undefined),
    );
    const between = quotes.filter(({ total, subtotal, discountTotal, shippingTotal, taxTotal }) => {
      const added = total - (subtotal - discountTotal + shippingTotal);
      return added > 0 && added < taxTotal;
    });
    expect(between).toHaveLength(10);
  });

  it('sees a cent that is changed anywhere in them', () => {
    const paid = quotes.filter(({ taxTotal }) => taxTotal > 1).map(toOrder);
    for (const quote of paid) {
      const { subtotal, discountTotal, total } = quote;
      const [first, ...others] = quote.lines;
      const dearer = first && { ...first, total: first.total + 1 };
      for (const change of [
        { subtotal: subtotal + 1 },
        { discountTotal: discountTotal + 1 },
        { total: total + 1 },
        { lines: dearer ? [dearer, ...others] : [] },
      ]) {
        expect(findWrongSum({ ...quote, ...change })).toBeDefined();
      }
    }
    expect(paid.length).toBeGreaterThan(20);
  });

  it('is content when goods, discount, delivery and tax come to the total', () => {
    expect(findWrongSum(order)).toBeUndefined();
  });

  it.each([
    ['a subtotal', { subtotal: 1999 }, 'The lines come to 2000, the subtotal says 1999.'],
    [
      'a total',
      { total: 2251 },
      'Lines and delivery come to 2200, and with its tax to 2250; the total says 2251.',
    ],
    ['the discounts', { discountTotal: 299 }, 'The discounts come to 300, discountTotal says 299.'],
    ['the tax of the lines', { taxTotal: 99 }, 'The lines have 100 of tax, taxTotal says 99.'],
    [
      'a discount above delivery',
      { shippingTotal: 99 },
      'The lines have 200 of the discounts and delivery costs 99; discountTotal says 300.',
    ],
    [
      'a line',
      { lines: [{ ...line, total: 1850 }] },
      'The line of "A" comes to 1800, or 1900 with its tax; its total says 1850.',
    ],
    [
      'a line below nothing',
      { lines: [{ ...line, discount: 2001 }] },
      'The line of "A" comes to 2000, and 2001 is taken off.',
    ],
    [
      'tax that prices include',
      { taxIncluded: true, total: 2200 },
      'Prices include the tax, and a line adds it.',
    ],
  ])('says what is wrong with %s', (_what, change, message) => {
    expect(findWrongSum({ ...order, ...change })).toBe(message);
  });
});
