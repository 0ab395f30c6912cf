import { expect, it } from 'vitest';

import { isSameEmail } from './same-email.ts';

it.each([
  ['ada@example.com', 'ada@example.com', true],
  [' Ada@Example.COM ', 'ada@example.com', true],
  ['ada@example.org', 'ada@example.com', false],
  ['', null, false],
  ['', undefined, false],
])('%j for %j: %j', (given, kept, isSame) => {
  expect(isSameEmail(given, kept)).toBe(isSame);
});
