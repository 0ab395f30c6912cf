import { describe, expect, it } from 'vitest';

import { buildLine } from '../../test/build-line.ts';
import { warningsOfLine } from './warnings.ts';

const KETTLE = {
  variantId: 'var_A',
  sku: 'A',
  productId: 'prod_1',
  name: 'Kettle',
  options: [],
  imageUrl: null,
  weightGrams: null,
  sellable: true,
};

describe('warningsOfLine', () => {
  it('warns of a variant that is not known', () => {
    expect(warningsOfLine(buildLine(), null, {})).toMatchObject([
      { __typename: 'VariantUnavailableWarning', message: '"var_A" can no longer be bought.' },
    ]);
  });

  it('warns of both, the variant and its price', () => {
    const live = { unitPrice: { amount: 1, currency: 'USD' } };
    const warnings = warningsOfLine(buildLine(), { ...KETTLE, sellable: false }, live);
    expect(warnings.map(({ __typename }) => __typename)).toEqual([
      'VariantUnavailableWarning',
      'PriceChangedWarning',
    ]);
  });

  it('warns of a line that cannot be had whole', () => {
    const availability = { fulfillable: false, availableQuantity: 2 };
    expect(warningsOfLine(buildLine({ quantity: 3 }), KETTLE, { availability })).toMatchObject([
      {
        __typename: 'StockWarning',
        message: 'Of 3 units 2 can be had.',
        requestedQuantity: 3,
        availableQuantity: 2,
      },
    ]);
  });

  it('says so when it is the lines of the cart together that are too many', () => {
    const availability = { fulfillable: false, availableQuantity: 5 };
    const [warning] = warningsOfLine(buildLine({ quantity: 3 }), KETTLE, { availability });
    expect(warning?.message).toContain('other lines');
  });

  it('does not warn of stock twice when the variant is gone anyway', () => {
    const availability = { fulfillable: false, availableQuantity: 0 };
    const warnings = warningsOfLine(buildLine(), { ...KETTLE, sellable: false }, { availability });
    expect(warnings.map(({ __typename }) => __typename)).toEqual(['VariantUnavailableWarning']);
  });

  it.each([
    ['is enough', { fulfillable: true, availableQuantity: 0 }],
    ['is not known', null],
  ])('does not warn while stock %s', (_, availability) => {
    expect(warningsOfLine(buildLine(), KETTLE, { availability })).toEqual([]);
  });

  it('does not warn when the price of adding is not known', () => {
    const line = buildLine({ addedAmount: null });
    expect(warningsOfLine(line, KETTLE, { unitPrice: { amount: 1, currency: 'USD' } })).toEqual([]);
  });
});
