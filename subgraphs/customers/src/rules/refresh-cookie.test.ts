import { expect, it } from 'vitest';

import { formatExpiredCookie, formatRefreshCookie } from './refresh-cookie.ts';

it('writes a cookie that ends with the browser', () => {
  expect(formatRefreshCookie({ token: 'abc', secure: true })).toBe(
    'refresh_token=abc; Path=/; HttpOnly; SameSite=Strict; Secure',
  );
});

it('writes a cookie that outlives the browser', () => {
  expect(formatRefreshCookie({ token: 'abc', maxAgeMs: 89_500, secure: false })).toBe(
    'refresh_token=abc; Path=/; HttpOnly; SameSite=Strict; Max-Age=90',
  );
});

it('writes a cookie that is forgotten at once', () => {
  expect(formatExpiredCookie(false)).toBe(
    'refresh_token=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0',
  );
});
