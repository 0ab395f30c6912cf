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
  sellable: true,
};

describe('warningsOfLine', () => {
  it('warns of a variant that is not known', () => {
    expect(warningsOfLine(buildLine(), null, null)).toMatchObject([
      { __typename: 'VariantUnavailableWarning', message: '"var_A" can no longer be bought.' },
    ]);
  });

  it('warns of both, the variant and its price', () => {
    const live = { amount: 1, currency: 'USD' };
    const warnings = warningsOfLine(buildLine(), { ...KETTLE, sellable: false }, live);
    expect(warnings.map(({ __typename }) => __typename)).toEqual([
      'VariantUnavailableWarning',
      'PriceChangedWarning',
    ]);
  });

  it('does not warn when the price of adding is not known', () => {
    const line = buildLine({ addedAmount: null });
    expect(warningsOfLine(line, KETTLE, { amount: 1, currency: 'USD' })).toEqual([]);
  });
});
