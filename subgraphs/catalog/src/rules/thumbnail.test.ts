import { expect, it } from 'vitest';

import { thumbnailOf } from './thumbnail.ts';

const details = { alt: null, width: null, height: null };
const video = { kind: 'VIDEO', url: '/v.mp4', ...details } as const;
const picture = { kind: 'IMAGE', url: '/p.webp', ...details } as const;

it('is the first picture, not a video', () => {
  expect(thumbnailOf([video, picture], [{ imageUrl: '/own.webp' }])?.url).toBe('/p.webp');
});

it('is that of the first variant that has one when the product has none', () => {
  expect(thumbnailOf([video], [{ imageUrl: null }, { imageUrl: '/own.webp' }])?.url).toBe(
    '/own.webp',
  );
});

it('is none when nothing has a picture', () => {
  expect(thumbnailOf([], [{ imageUrl: null }])).toBeUndefined();
});
