import { expect, it } from 'vitest';

import { mediaKindOf } from './media-kind.ts';

it.each([
  ['https://img.example/a.webp', 'IMAGE'],
  ['https://img.example/a', 'IMAGE'],
  ['https://img.example/a.mp4', 'VIDEO'],
  ['https://img.example/a.WEBM?v=1', 'VIDEO'],
])('takes %s for %s', (url, kind) => {
  expect(mediaKindOf(url)).toBe(kind);
});
