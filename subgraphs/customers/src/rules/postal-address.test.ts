import { expect, it } from 'vitest';

import { readPostalAddress } from './postal-address.ts';

const valid = { name: 'Ada Lovelace', line1: '1 Main St', city: 'London', countryCode: 'GB' };

it('trims lines and reads empty and absent ones as null', () => {
  expect(readPostalAddress({ ...valid, city: ' London ', line2: '  ', phone: null })).toEqual({
    ok: true,
    value: { ...valid, company: null, line2: null, region: null, postalCode: null, phone: null },
  });
});

it.each([
  ['name', { name: ' ' }],
  ['line1', { line1: '' }],
  ['city', { city: '\t' }],
  ['name', { name: 'x'.repeat(101) }],
  ['postalCode', { postalCode: '1'.repeat(21) }],
  ['line2', { line2: 'x'.repeat(1_000_000) }],
  ['company', { company: 'A\nB' }],
])('refuses a bad %s', (field, change) => {
  expect(readPostalAddress({ ...valid, ...change })).toMatchObject({ ok: false, field });
});
