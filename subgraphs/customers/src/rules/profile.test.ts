import { describe, expect, it } from 'vitest';

import { readProfile, suggestPublicName } from './profile.ts';

describe('readProfile', () => {
  it.each([
    [{}, {}],
    [{ firstName: ' Ada ' }, { firstName: 'Ada' }],
    [
      { firstName: null, phone: '' },
      { firstName: null, phone: null },
    ],
    [{ phone: '+44 (0)20 7946-0000' }, { phone: '+44 (0)20 7946-0000' }],
    [
      { locale: null, marketingConsent: false },
      { locale: null, marketingConsent: false },
    ],
  ])('reads %j as %j', (input, value) => {
    expect(readProfile(input)).toEqual({ ok: true, value });
  });

  it.each([
    ['firstName', { firstName: 'x'.repeat(81) }],
    ['lastName', { lastName: 'Love\nlace' }],
    ['publicName', { publicName: null }],
    ['publicName', { publicName: '   ' }],
    ['publicName', { publicName: 'ada@example.com' }],
    ['phone', { phone: 'call me' }],
    ['phone', { phone: '+' }],
    ['marketingConsent', { marketingConsent: null }],
  ])('refuses a bad %s', (field, input) => {
    expect(readProfile(input)).toMatchObject({ ok: false, field });
  });
});

describe('suggestPublicName', () => {
  it.each([
    [{ firstName: 'Ada', lastName: 'Lovelace' }, 'Ada L.'],
    [{ firstName: 'Ada' }, 'Ada'],
    [{ lastName: 'Lovelace' }, 'L.'],
    [{}, 'Customer'],
    [{ firstName: 'ada@example.com' }, 'Customer'],
  ])('suggests for %j %j', (names, suggestion) => {
    expect(suggestPublicName(names)).toBe(suggestion);
  });
});
