import { expect, it } from 'vitest';

import { findNearName } from './near-name.ts';

const names = ['category', 'product', 'price', 'taxRate', 'promotion'];

it.each([
  ['prodct', 'product'],
  ['prcie', undefined],
  ['prices', 'price'],
  ['taxrate', 'taxRate'],
  ['catgeory', 'category'],
  ['location', undefined],
  ['stock', undefined],
  ['review', undefined],
])('for "%s" finds %s', (word, meant) => {
  expect(findNearName(word, names)).toBe(meant);
});
