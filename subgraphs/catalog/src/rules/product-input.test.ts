import { describe, expect, it } from 'vitest';

import { productInput } from './product-input.ts';

const variant = (sku: string, ...options: (readonly [string, string])[]) => ({
  sku,
  taxClass: 'standard',
  selectedOptions: options.map(([name, value]) => ({ name, value })),
});

const input = {
  slug: 'shirt',
  categoryIds: [],
  status: 'ACTIVE',
  translations: [{ locale: 'en', name: 'Shirt' }],
  options: [
    { name: 'size', label: 'Size', values: ['s', 'm'] },
    { name: 'colour', label: 'Colour', values: ['red'] },
  ],
  attributes: [],
  variants: [variant('A', ['size', 's'], ['colour', 'red'])],
  mediaUrls: [],
};

/** Where an input is at fault. */
function faultsOf(more: object): string[] {
  const checked = productInput.safeParse({ ...input, ...more });
  return checked.error?.issues.map(({ path }) => path.join('.')) ?? [];
}

describe('productInput', () => {
  it('takes a variant with one value of every option', () => {
    expect(faultsOf({})).toEqual([]);
  });

  it.each([
    ['misses an option', [variant('A', ['size', 's'])]],
    ['has a value that does not exist', [variant('A', ['size', 'xl'], ['colour', 'red'])]],
    ['has an option twice', [variant('A', ['size', 's'], ['size', 'm'])]],
    ['has an option too many', [variant('A', ['size', 's'], ['colour', 'red'], ['fit', 'slim'])]],
  ])('refuses a variant that %s', (_, variants) => {
    expect(faultsOf({ variants })).toEqual(['variants.0.selectedOptions']);
  });

  it('refuses two variants with the same options in another order', () => {
    const variants = [
      variant('A', ['size', 's'], ['colour', 'red']),
      variant('B', ['colour', 'red'], ['size', 's']),
    ];
    expect(faultsOf({ variants })).toEqual(['variants.1.selectedOptions']);
  });

  it.each([
    [{ categoryIds: ['cat_a', 'cat_a'] }, 'categoryIds.1'],
    [{ options: [input.options[0], input.options[1], { ...input.options[0] }] }, 'options.2.name'],
    [{ mediaUrls: Array.from({ length: 51 }, () => '/a') }, 'mediaUrls'],
    [{ attributes: [{ code: 'with space', value: 'x' }] }, 'attributes.0.code'],
  ])('finds the fault of %j', (more, path) => {
    expect(faultsOf(more)).toContain(path);
  });

  it('drops spaces around a sku', () => {
    const variants = [variant(' A ', ['size', 's'], ['colour', 'red'])];
    expect(productInput.parse({ ...input, variants }).variants[0]?.sku).toBe('A');
  });
});
