import { expect, it } from 'vitest';

import { toSlug } from './slug.ts';

it.each([
  ['Where is my parcel?', 'where-is-my-parcel'],
  ['Rückgabe & Größentausch', 'ruckgabe-grossentausch'],
  ['Où est mon colis ?', 'ou-est-mon-colis'],
  ['返品', ''],
])('the slug of %j is %j', (title, slug) => {
  expect(toSlug(title)).toBe(slug);
});
