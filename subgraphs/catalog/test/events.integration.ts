import { hashId } from '@supergraph/kit/ids';
import { expect, it } from 'vitest';

import { events } from '#src/events.ts';

import {
  TREE,
  buildBundle,
  buildRichProduct,
  categoryId,
  createStocked,
  importLines,
  productId,
  variantId,
} from './build.ts';

it('publishes one event for each line that was written', async () => {
  await using service = await createStocked([...TREE, buildRichProduct(1)]);
  expect((await service.published()).map(({ type, key }) => [type, key])).toEqual([
    ['catalog.category.changed', categoryId('root')],
    ['catalog.category.changed', categoryId('middle')],
    ['catalog.category.changed', categoryId('leaf')],
    ['catalog.product.upserted', productId('rich-1')],
  ]);
});

it('publishes only what its schemas allow', async () => {
  await using service = await createStocked([
    ...TREE,
    buildRichProduct(1),
    buildBundle('set', { components: [{ sku: 'rich-1-red', quantity: 2 }] }),
  ]);
  const faults = (await service.published()).flatMap(
    ({ type, data }) => events.types[type]?.schema.safeParse(data).error?.issues ?? [],
  );
  expect(faults).toEqual([]);
});

it('tells all that others keep of a product', async () => {
  await using service = await createStocked([...TREE, buildRichProduct(1)]);
  const event = (await service.published()).at(-1);
  expect(event?.data).toMatchObject({
    productId: productId('rich-1'),
    kind: 'PRODUCT',
    status: 'ACTIVE',
    version: 1,
    brand: { id: hashId('brand', 'brand', 'brand 1'), name: 'Brand 1' },
    categoryIds: [categoryId('leaf')],
    ancestorCategoryIds: ['root', 'middle', 'leaf'].map(categoryId),
    texts: [
      { locale: 'de', name: 'Lampe 1' },
      { locale: 'en', name: 'Lamp 1', subtitle: 'Bright' },
    ],
    attributes: [
      { code: 'power', value: '5', unit: 'W', facetable: true },
      { code: 'tag', value: 'light', unit: null, facetable: true },
    ],
    imageUrl: 'https://img.example/rich-1.webp',
    thumbnail: { url: 'https://img.example/rich-1.webp' },
    variants: [
      {
        variantId: variantId('rich-1-red'),
        sku: 'rich-1-red',
        position: 0,
        archived: false,
        taxClass: 'standard',
        options: [{ name: 'colour', value: 'red', label: 'RED' }],
      },
      { sku: 'rich-1-blue', position: 1 },
    ],
    components: [],
  });
});

it('tells what is in a bundle', async () => {
  await using service = await createStocked([
    ...TREE,
    buildRichProduct(1),
    buildBundle('set', { components: [{ sku: 'rich-1-red', quantity: 2 }] }),
  ]);
  expect((await service.published()).at(-1)?.data).toMatchObject({
    kind: 'BUNDLE',
    variants: [],
    components: [{ variantId: variantId('rich-1-red'), sku: 'rich-1-red', quantity: 2 }],
  });
});

it('says of a variant that was left out that it is archived', async () => {
  await using service = await createStocked([...TREE, buildRichProduct(1)]);
  const product = buildRichProduct(1);
  await importLines(service, [{ ...product, variants: product.variants.slice(0, 1) }]);
  const event = (await service.published()).at(-1)?.data as {
    variants: { sku: string; archived: boolean }[];
  };
  expect(event.variants.filter(({ archived }) => archived).map(({ sku }) => sku)).toEqual([
    'rich-1-blue',
  ]);
});
