import { expect, it } from 'vitest';

import { prefixPattern } from './search-terms.ts';

it.each([
  [' ada ', 'ada%'],
  ['100%_', String.raw`100\%\_%`],
  ['back\\slash', String.raw`back\\slash%`],
])('reads %j as %j', (text, pattern) => {
  expect(prefixPattern(text)).toBe(pattern);
});
