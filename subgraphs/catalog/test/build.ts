import { hashId } from '@supergraph/kit/ids';
import { type TestService, buildClaims, createTestService } from '@supergraph/kit/testing';

import type { Settings } from '#src/settings.ts';
import { catalog } from '#src/subgraph.ts';

const NOW = Date.parse('2026-06-15T12:00:00.000Z');
export const MERCHANDISER = { claims: buildClaims({ scopes: ['catalog:write'] }) };

export type CatalogService = TestService<Settings>;

/** A running service whose clock moves on by a millisecond at every look, so that "newest" means something. */
export function createCatalog(
  settings: Readonly<Record<string, string>> = {},
): Promise<CatalogService> {
  let at = NOW;
  return createTestService(catalog, { settings, now: () => at++ });
}

/** Imports lines and fails the test when one is rejected. */
export async function importLines(
  service: CatalogService,
  lines: readonly object[],
): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>> {
  const { counts, rejected } = await service.import(lines);
  if (rejected.length > 0) {
    throw new Error(`Rejected: ${JSON.stringify(rejected)}`);
  }
  return counts;
}

/** A service with these lines imported. */
export async function createStocked(lines: readonly object[]): Promise<CatalogService> {
  const service = await createCatalog();
  await importLines(service, lines);
  return service;
}

export const productId = (key: string): string => hashId('prod', 'product', key);
export const categoryId = (key: string): string => hashId('cat', 'category', key);
export const variantId = (sku: string): string => hashId('var', 'variant', sku);

export function buildCategory(key: string, more: object = {}) {
  return { type: 'category', key, position: 0, name: { en: key }, ...more };
}

/** A product with one variant, whose sku is the key in capitals. */
export function buildProduct(key: string, more: object = {}) {
  return {
    type: 'product',
    key,
    categoryKeys: [],
    name: { en: key },
    variants: [{ sku: key.toUpperCase() }],
    ...more,
  };
}

export function buildBundle(key: string, more: object = {}) {
  return { type: 'bundle', key, categoryKeys: [], name: { en: key }, components: [], ...more };
}

/** A product with something in every list it can have. */
export function buildRichProduct(index: number, categoryKeys: readonly string[] = ['leaf']) {
  const key = `rich-${index}`;
  return buildProduct(key, {
    brand: `Brand ${index}`,
    categoryKeys,
    name: { en: `Lamp ${index}`, de: `Lampe ${index}` },
    subtitle: { en: 'Bright' },
    description: { en: 'Light <b>', de: 'Licht' },
    attributes: [
      { code: 'power', value: 5, unit: 'W' },
      { code: 'tag', value: { en: 'light', de: 'Licht' } },
    ],
    media: [{ url: `https://img.example/${key}.webp`, alt: 'A lamp', width: 10, height: 20 }],
    variants: ['red', 'blue'].map((colour) => ({
      sku: `${key}-${colour}`,
      options: [
        { name: 'colour', value: colour, label: colour.toUpperCase(), swatchHex: '#ff0000' },
      ],
    })),
  });
}

/** Three categories on top of each other. */
export const TREE = [
  buildCategory('root', { name: { en: 'Home', de: 'Zuhause' } }),
  buildCategory('middle', { parentKey: 'root' }),
  buildCategory('leaf', { parentKey: 'middle' }),
];

/** A product with two variants and texts in two locales. */
export const SHIRT = buildProduct('shirt', {
  name: { en: 'Linen shirt', de: 'Leinenhemd' },
  slug: { en: 'linen-shirt', de: 'leinenhemd' },
  description: { en: 'Light & <b>airy</b>' },
  variants: [
    {
      sku: 'S-RED',
      options: [{ name: 'colour', value: 'red', label: 'Red', swatchHex: '#ff0000' }],
    },
    { sku: 'S-BLUE', options: [{ name: 'colour', value: 'blue', label: 'Blue' }] },
  ],
});
