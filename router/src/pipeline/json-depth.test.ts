import { expect, it } from 'vitest';

import { isNestedDeeper } from './json-depth.ts';

it.each([
  ['1', 1, false],
  ['[1]', 1, false],
  ['[[1]]', 1, true],
  ['{"a":[1]}', 1, true],
  ['[[1],[2],[3]]', 2, false],
  ['{"a":"[[[[["}', 1, false],
  [String.raw`{"a":"\"[[["}`, 1, false],
  [String.raw`{"a":"\\","b":[1]}`, 1, true],
])('%s is nested deeper than %i: %s', (text, levels, expected) => {
  expect(isNestedDeeper(text, levels)).toBe(expected);
});

it('reads a text of two hundred thousand levels', () => {
  expect(isNestedDeeper('['.repeat(200_000), 100)).toBe(true);
});
