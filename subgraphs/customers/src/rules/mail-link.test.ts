import { expect, it } from 'vitest';

import { mailLink } from './mail-link.ts';

it.each([
  ['https://shop.example', 'https://shop.example/verify#abc'],
  ['https://shop.example/de/', 'https://shop.example/de/verify#abc'],
])('puts the token behind %s into the fragment', (storefrontUrl, link) => {
  expect(mailLink(storefrontUrl, '/verify', 'abc')).toBe(link);
});
