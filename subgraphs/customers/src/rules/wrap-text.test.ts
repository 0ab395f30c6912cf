import { expect, it } from 'vitest';

import { wrapText } from './wrap-text.ts';

it.each([
  ['', ''],
  ['short', 'short'],
  [`${'a'.repeat(70)} ${'b'.repeat(5)} c`, `${'a'.repeat(70)} ${'b'.repeat(5)}\nc`],
  [`${'a'.repeat(100)} b`, `${'a'.repeat(100)}\nb`],
])('wraps %j', (paragraph, wrapped) => {
  expect(wrapText(paragraph)).toBe(wrapped);
});
