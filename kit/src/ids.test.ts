import { expect, it } from 'vitest';

import { hashId, newId } from './ids.ts';

it('gives the same id for the same type and key', () => {
  expect(hashId('var', 'variant', 'SKU-1')).toBe('var_X7QE7MJHEC4SKRREPCMAFSEKM3');
});

it('tells types with the same key apart', () => {
  expect(hashId('x', 'product', 'a')).not.toBe(hashId('x', 'category', 'a'));
});

it('does not take a part of the type for a part of the key', () => {
  expect(hashId('x', 'ab', 'c')).not.toBe(hashId('x', 'a', 'bc'));
});

it('puts the prefix in front of a fresh id', () => {
  expect(newId('cart')).toMatch(/^cart_[0-9A-HJKMNP-TV-Z]{26}$/u);
});
