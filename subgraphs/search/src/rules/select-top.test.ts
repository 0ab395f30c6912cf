import { expect, it } from 'vitest';

import { selectTop } from './select-top.ts';

const compare = (one: number, other: number): number => one - other;

it.each([0, 1, 5, 100, 1000])('selects the first %i as sorting would', (count) => {
  const items = Array.from({ length: 500 }, (_, index) => (index * 7919) % 503);
  expect(selectTop(items, count, compare)).toEqual(items.toSorted(compare).slice(0, count));
});
