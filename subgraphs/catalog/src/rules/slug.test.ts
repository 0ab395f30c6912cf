import { describe, expect, it } from 'vitest';

import { chooseSlug, isSlug, slugify } from './slug.ts';

describe('slugify', () => {
  it.each([
    ['Café Crème 2', 'cafe-creme-2'],
    ['Weiß & Söhne', 'weiss-sohne'],
    ["Men's  --  Shoes!", 'mens-shoes'],
    ['Łódź Ærø', 'lodz-aero'],
    ['Кофе', 'кофе'],
    ['コーヒー', 'コーヒー'],
    ['!!!', ''],
  ])('makes of "%s" "%s"', (name, slug) => {
    expect(slugify(name)).toBe(slug);
  });

  it('cuts long names without leaving a dash', () => {
    expect(slugify(`${'a'.repeat(79)} b`)).toBe('a'.repeat(79));
  });

  it('keeps a slug as it is', () => {
    expect(slugify('linen-shirt-2')).toBe('linen-shirt-2');
  });
});

describe('isSlug', () => {
  it.each([
    ['linen-shirt', true],
    ['кофе', true],
    ['Linen', false],
    ['a--b', false],
    ['-a', false],
    ['a b', false],
    ['a/b', false],
    ['', false],
    ['a'.repeat(81), false],
  ])('says of "%s" %s', (text, expected) => {
    expect(isSlug(text)).toBe(expected);
  });
});

describe('chooseSlug', () => {
  const wish = { name: 'Shirt', key: 'p-1', current: undefined };

  it('takes the name', () => {
    expect(chooseSlug({ ...wish, isTaken: () => false })).toBe('shirt');
  });

  it('adds the key when the name is taken', () => {
    expect(chooseSlug({ ...wish, isTaken: () => true })).toBe('shirt-p-1');
  });

  it('keeps the slug with the key when the plain one became free', () => {
    expect(chooseSlug({ ...wish, current: 'shirt-p-1', isTaken: () => false })).toBe('shirt-p-1');
  });

  it('follows a new name', () => {
    expect(chooseSlug({ ...wish, current: 'trousers', isTaken: () => false })).toBe('shirt');
  });

  it('falls back to the key when the name has no letter', () => {
    expect(chooseSlug({ ...wish, name: '!!!', isTaken: () => false })).toBe('p-1');
  });
});
