import { expect, it } from 'vitest';

import { labelOf } from './return-reasons.ts';

it.each([
  ['de', 'Funktioniert nicht'],
  ['de-CH', 'Funktioniert nicht'],
  ['fr', 'Ne fonctionne pas'],
  ['en-GB', 'Does not work'],
  ['ja', 'Does not work'],
])('is said in %s', (locale, label) => {
  expect(labelOf('DEFECTIVE', locale)).toBe(label);
});
