import { buildClaims } from '@supergraph/kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

import {
  type CatalogService,
  buildCategory,
  buildProduct,
  createCatalog,
  importLines,
  productId,
  variantId,
} from './build.ts';

const COUNT = 100;
const keys = Array.from({ length: COUNT }, (_, index) => `item-${index}`);
const staff = { claims: buildClaims({ scopes: ['catalog:write'] }) };

let service: CatalogService;

beforeAll(async () => {
  service = await createCatalog();
  await importLines(service, [
    buildCategory('sale'),
    ...Array.from({ length: 5 }, (_, index) => buildCategory(`root-${index}`)),
    ...keys.map((key, index) => buildCategory(`cat-${key}`, { parentKey: `root-${index % 5}` })),
    ...keys.map((key) =>
      buildProduct(key, {
        brand: `Brand of ${key}`,
        name: { en: key, de: `${key} auf Deutsch` },
        categoryKeys: [`cat-${key}`, 'sale'],
        attributes: [{ code: 'weight', value: '3', unit: 'kg' }],
        media: [{ url: `https://example.com/${key}.jpg` }],
        variants: ['s', 'm', 'l'].map((size) => ({
          sku: `${key}-${size}`,
          options: [{ name: 'size', value: size }],
        })),
      }),
    ),
  ]);
});
afterAll(() => service[Symbol.asyncDispose]());

async function countOf(query: string, variables: Record<string, unknown>): Promise<number> {
  return service.countStatements(async () => {
    const { errors } = await service.execute(query, variables, staff);
    expect(errors).toBeUndefined();
  });
}

const page = `{
  id slug name thumbnail { url } brand { name } categories { name path { name } } breadcrumbs { name } media { id }
  attributes { label value } options { values { label } } translations { name } seo { title } defaultVariant { sku }
  variants(first: 2, selectedOptions: [{ name: "size", value: "m" }]) {
    totalCount nodes { sku name image { url } selectedOptions { label } product { name } }
  }
}`;

it('reads a list of whole products in as many statements as one', async () => {
  const list = `query ($first: Int) { products(first: $first) { nodes ${page} } }`;

  const ofOne = await countOf(list, { first: 1 });

  expect(await countOf(list, { first: 50 })).toBe(ofOne);
  expect(ofOne).toBeLessThan(25);
});

it.each([
  ['Product', 'id', productId],
  ['Product', 'slug', (key: string) => key],
  ['ProductVariant', 'id', (key: string) => variantId(`${key}-m`)],
  ['ProductVariant', 'sku', (key: string) => `${key}-m`],
] as const)(
  'resolves references to %s by %s in as many statements as one',
  async (type, field, toKey) => {
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Product ${page} ... on ProductVariant { id sku name product { name brand { name } } selectedOptions { label } }
  } }`;
    const representations = keys.map((key) => ({ __typename: type, [field]: toKey(key) }));

    // Not the first: its root category is one of its own, so that its path needs one look-up less.
    const ofOne = await countOf(query, { representations: representations.slice(1, 2) });

    expect(await countOf(query, { representations })).toBe(ofOne);
  },
);

it('walks the tree in as many statements for many categories as for one', async () => {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Category {
    name parent { name } path { name } children { name children { name } } products(first: 3) { totalCount nodes { name } }
  } } }`;
  const representations = keys.map((key) => ({ __typename: 'Category', slug: `cat-${key}` }));

  const ofOne = await countOf(query, { representations: representations.slice(0, 1) });

  expect(await countOf(query, { representations })).toBe(ofOne);
});
