import { expect, it } from 'vitest';

import { editDistance } from './edit-distance.ts';

it.each([
  ['lamp', 'lamp', 0],
  ['lamp', 'lmap', 1],
  ['lamp', 'lamps', 1],
  ['lamp', 'lump', 1],
  ['lamp', 'amp', 1],
  ['headphones', 'haedphnes', 2],
  ['lamp', 'chair', 3],
  ['', 'ab', 2],
])('counts the edits from %s to %s', (one, other, edits) => {
  expect(editDistance(one, other, 2)).toBe(edits);
});

it('is the same in both directions', () => {
  for (const [one, other] of [
    ['abcd', 'badc'],
    ['kitten', 'sitting'],
    ['ca', 'abc'],
  ] as const) {
    expect(editDistance(one, other, 9)).toBe(editDistance(other, one, 9));
  }
});
