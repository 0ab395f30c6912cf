import { expect, it } from 'vitest';

import { didYouMean } from './did-you-mean.ts';

it('proposes the name of which two letters changed places', () => {
  expect(didYouMean('catalgo', ['cart', 'catalog'])).toBe(' Did you mean "catalog"?');
});

it('proposes nothing when no name is near', () => {
  expect(didYouMean('reviews', ['cart', 'catalog'])).toBe('');
});
