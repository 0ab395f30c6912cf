import { expect, it } from 'vitest';

import { mailLink } from './mail-link.ts';

it.each([
  ['https://shop.example', 'https://shop.example/account/verify#token=abc'],
  ['https://shop.example/de/', 'https://shop.example/de/account/verify#token=abc'],
])('puts the token behind %s into the fragment', (storefrontUrl, link) => {
  expect(mailLink(storefrontUrl, '/account/verify', 'abc')).toBe(link);
});
