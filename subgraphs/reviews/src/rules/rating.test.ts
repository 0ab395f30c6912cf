import { describe, expect, it } from 'vitest';

import { rate } from './rating.ts';

const ALL = { count: 100, stars: 300 };

describe('rate', () => {
  it('draws a single rating towards the mean of all', () => {
    const row = { itemId: 'prod_1', n1: 0, n2: 0, n3: 0, n4: 0, n5: 1 };
    expect(rate(row, ALL, 9)).toEqual({
      average: 5,
      bayesian: 3.2,
      count: 1,
      histogram: [0, 0, 0, 0, 1],
    });
  });

  it('is nothing without ratings', () => {
    expect(rate({ itemId: 'prod_1', n1: 0, n2: 0, n3: 0, n4: 0, n5: 0 }, ALL, 9)).toBeNull();
  });
});
