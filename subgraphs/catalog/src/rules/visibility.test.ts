import { describe, expect, it } from 'vitest';

import { audienceOf, isListed, isReferable } from './visibility.ts';

describe('audienceOf', () => {
  it.each([
    [null, 'PUBLIC'],
    [{ scopes: [] }, 'PUBLIC'],
    [{ scopes: ['pricing:write'] }, 'PUBLIC'],
    [{ scopes: ['catalog:write'] }, 'STAFF'],
    [{ scopes: ['support:agent'] }, 'STAFF'],
  ] as const)('takes %j for %s', (claims, audience) => {
    expect(audienceOf(claims === null ? null : { scopes: [...claims.scopes] })).toBe(audience);
  });
});

it.each([
  ['ACTIVE', 'PUBLIC', true, true],
  ['ARCHIVED', 'PUBLIC', false, true],
  ['DRAFT', 'PUBLIC', false, false],
  ['DRAFT', 'STAFF', true, true],
  ['ARCHIVED', 'STAFF', true, true],
] as const)('shows %s to %s: listed %s, referred to %s', (status, audience, listed, referable) => {
  expect([isListed(status, audience), isReferable(status, audience)]).toEqual([listed, referable]);
});
