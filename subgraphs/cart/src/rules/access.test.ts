import { describe, expect, it } from 'vitest';

import type { CartRow } from '#src/tables.ts';

import { type Viewer, canChange, canSee, hasLiveToken } from './access.ts';
import { createToken, hashToken } from './token.ts';

const HASH = hashToken('secret');
const NOBODY: Viewer = { customerId: null, tokenHash: null, isAgent: false };

function buildCart(cart: Partial<CartRow> = {}): CartRow {
  return {
    id: 'cart_1',
    tokenHash: HASH,
    tokenExpiresAt: null,
    customerId: null,
    state: 'ACTIVE',
    mergedInto: null,
    version: 1,
    currency: 'USD',
    country: 'US',
    locale: 'en',
    email: null,
    shippingAddress: null,
    shippingOption: null,
    isErased: false,
    voucherCodes: [],
    note: null,
    createdAt: 0,
    updatedAt: 0,
    ...cart,
  };
}

describe('access to a cart', () => {
  const anonymous = buildCart();
  const owned = buildCart({ customerId: 'cus_1' });
  const merged = buildCart({ state: 'MERGED', mergedInto: 'cart_2' });
  it.each([
    { who: 'nobody', cart: anonymous, viewer: {}, sees: false, changes: false },
    { who: 'the token', cart: anonymous, viewer: { tokenHash: HASH }, sees: true, changes: true },
    {
      who: 'a wrong token',
      cart: anonymous,
      viewer: { tokenHash: hashToken('other') },
      sees: false,
      changes: false,
    },
    {
      who: 'a short token',
      cart: anonymous,
      viewer: { tokenHash: '' },
      sees: false,
      changes: false,
    },
    { who: 'an agent', cart: anonymous, viewer: { isAgent: true }, sees: true, changes: false },
    { who: 'the owner', cart: owned, viewer: { customerId: 'cus_1' }, sees: true, changes: true },
    { who: 'another', cart: owned, viewer: { customerId: 'cus_2' }, sees: false, changes: false },
    {
      who: 'the token of an owned cart',
      cart: owned,
      viewer: { tokenHash: HASH },
      sees: false,
      changes: false,
    },
    {
      who: 'anyone of a merged cart',
      cart: merged,
      viewer: { tokenHash: HASH, isAgent: true },
      sees: false,
      changes: false,
    },
  ])('$who: sees $sees, changes $changes', ({ cart, viewer, sees, changes }) => {
    expect(canSee(cart, { ...NOBODY, ...viewer })).toBe(sees);
    expect(canChange(cart, { ...NOBODY, ...viewer })).toBe(changes);
  });
});

describe('hasLiveToken', () => {
  it.each([
    { why: 'in time', expiresAt: 10, shown: HASH, expected: true },
    { why: 'too late', expiresAt: 9, shown: HASH, expected: false },
    { why: 'never claimed', expiresAt: null, shown: HASH, expected: false },
    { why: 'another token', expiresAt: 10, shown: hashToken('other'), expected: false },
    { why: 'no token', expiresAt: 10, shown: null, expected: false },
  ])('$why: $expected', ({ expiresAt, shown, expected }) => {
    expect(hasLiveToken(buildCart({ tokenExpiresAt: expiresAt }), shown, 9)).toBe(expected);
  });
});

describe('a token', () => {
  it('has 256 random bits', () => {
    const tokens = new Set(Array.from({ length: 100 }, createToken));
    expect(tokens.size).toBe(100);
    expect([...tokens].every((token) => Buffer.from(token, 'base64url').length === 32)).toBe(true);
  });
});
