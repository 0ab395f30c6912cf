import { expect, it } from 'vitest';

import { findFreeNumber, normalizeNumber } from './order-number.ts';

it('takes the first number that is free', async () => {
  const ids = ['n_00000000001AAAAAAAA', 'n_00000000001BBBBBBBB'];
  const number = await findFreeNumber(
    () => ids.shift() ?? '',
    async (taken) => taken === 'AAAAAAAA',
  );
  expect(number).toBe('BBBBBBBB');
});

it.each([
  ['7k3m9xq2', '7K3M9XQ2'],
  [' 7K3M-9XQ2 ', '7K3M9XQ2'],
  ['OIL00000', '01100000'],
])('reads %j as %j', (text, number) => {
  expect(normalizeNumber(text)).toBe(number);
});
