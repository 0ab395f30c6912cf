import { expect, it } from 'vitest';

import { findPasswordFaults, isPlausiblePassword } from './password-policy.ts';

it.each([
  ['short-one', ['At least 10 characters.']],
  ['x'.repeat(129), ['At most 128 characters.']],
  ['x'.repeat(10_000), ['At most 128 characters.']],
  ['ada.lovelace@example.com', ['Not the e-mail address.']],
  ['Ada.Lovelace', ['Not the e-mail address.']],
  ['Password123', ['Not a common password.']],
  ['abababababab', ['Not a common password.']],
  ['1234', ['At least 10 characters.']],
  ['correct horse', []],
  ['demo-password-1', []],
  [
    '\u{1F98A}\u{1F409}\u{1F984}\u{1F433}\u{1F98A}\u{1F409}\u{1F984}\u{1F433}\u{1F98A}\u{1F409}',
    [],
  ],
])('says of %j: %j', (password, faults) => {
  expect(findPasswordFaults(password, 'ada.lovelace@example.com')).toEqual(faults);
});

it('finds neither an empty nor a huge password plausible', () => {
  expect([
    isPlausiblePassword(''),
    isPlausiblePassword('x'.repeat(257)),
    isPlausiblePassword('x'),
  ]).toEqual([false, false, true]);
});
