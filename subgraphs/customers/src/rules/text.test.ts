import { expect, it } from 'vitest';

import { readLine } from './text.ts';

it.each([
  [' Ada ', 'Ada'],
  ['', null],
  ['  ', null],
  [null, null],
  [undefined, null],
  ['Ame\u0301lie', 'Am\u00e9lie'],
])('reads %j as %j', (input, value) => {
  expect(readLine(input, 10)).toEqual({ ok: true, value });
});

it.each(['x'.repeat(11), 'x'.repeat(1_000_000), 'A\nB', 'A\u0000', 'A\u202Egpj', '\uD800'])(
  'refuses %j',
  (input) => {
    expect(readLine(input, 10)).toMatchObject({ ok: false });
  },
);
