import { describe, expect, it } from 'vitest';

import { createUnitLimitOf } from './unit-limit.ts';

describe('createUnitLimitOf', () => {
  it.each([
    ['nothing is known', null, null, { units: 999, because: 'CART' }],
    ['few are left', 5, null, { units: 5, because: 'STOCK' }],
    ['an order has a limit', null, 3, { units: 3, because: 'ORDER' }],
    ['the limit is below the stock', 5, 3, { units: 3, because: 'ORDER' }],
    ['the stock is below the limit', 2, 3, { units: 2, because: 'STOCK' }],
    ['both are the same', 3, 3, { units: 3, because: 'STOCK' }],
    ['the limit is above that of a cart', null, 5000, { units: 999, because: 'CART' }],
  ])('when %s', (_, availableAtMost, maxPerOrder, limit) => {
    const limitOf = createUnitLimitOf([{ variantId: 'var_A', availableAtMost, maxPerOrder }]);
    expect(limitOf('var_A')).toEqual(limit);
  });
});
