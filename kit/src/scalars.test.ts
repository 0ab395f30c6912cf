import { expect, it } from 'vitest';

import { scalars } from './scalars.ts';

it.each([
  ['DateTime', '2026-01-31T08:00:00.000Z', 1_769_846_400_000],
  ['DateTime', '2026-01-31T09:00:00+01:00', 1_769_846_400_000],
  ['MinorUnits', 2 ** 53 - 1, 2 ** 53 - 1],
  ['CurrencyCode', 'KWD', 'KWD'],
  ['CountryCode', 'DE', 'DE'],
  ['Locale', 'de-CH', 'de-CH'],
  ['URL', '/media/a.svg', '/media/a.svg'],
  ['IdempotencyKey', 'key-00001', 'key-00001'],
])('%s reads %s', (name, sent, read) => {
  expect(scalars[name]?.parseValue(sent)).toBe(read);
});

it.each([
  ['DateTime', '2026-01-31'],
  ['DateTime', '2026-13-31T08:00:00Z'],
  ['DateTime', 1],
  ['MinorUnits', 1.5],
  ['MinorUnits', 2 ** 53],
  ['MinorUnits', '1'],
  ['CurrencyCode', 'usd'],
  ['CountryCode', 'DEU'],
  ['Locale', 'german'],
  ['URL', 'javascript:alert(1)'],
  ['URL', '//evil.example/x'],
  ['IdempotencyKey', 'short'],
])('%s refuses %s and says what is right', (name, sent) => {
  expect(() => scalars[name]?.parseValue(sent)).toThrow(`${name} must be `);
});

it('writes a DateTime as ISO UTC with milliseconds', () => {
  expect(scalars['DateTime']?.serialize(0)).toBe('1970-01-01T00:00:00.000Z');
});
