import { expect, it } from 'vitest';

import { normalizeEmail } from './email.ts';

it.each([
  ['  Ada@Example.COM ', 'ada@example.com'],
  ['ada.lovelace+shop@example.co.uk', 'ada.lovelace+shop@example.co.uk'],
  ['jürgen@müller.example', 'jürgen@xn--mller-kva.example'],
])('reads %j as %j', (input, expected) => {
  expect(normalizeEmail(input)).toBe(expected);
});

it.each([
  '',
  'ada',
  '@example.com',
  'ada@',
  'ada@localhost',
  'ada@@example.com',
  'a da@example.com',
  'ada@exa mple.com',
  'ada\r\nBcc: eve@example.com',
  'ada@example.com\r\nBcc: eve@example.com',
  '.ada@example.com',
  'a..da@example.com',
  'ada@-example.com',
  '"ada"@example.com',
  `${'a'.repeat(65)}@example.com`,
  `a@${'b'.repeat(250)}.com`,
])('refuses %j', (input) => {
  expect(normalizeEmail(input)).toBeNull();
});
