import { buildClaims } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import {
  buildBundle,
  buildCategory,
  buildProduct,
  categoryId,
  createCatalog,
  importLines,
  productId,
  variantId,
} from './build.ts';

const staff = { claims: buildClaims({ scopes: ['catalog:write'] }) };
const agent = { claims: buildClaims({ scopes: ['support:agent'] }) };
const shopper = { claims: buildClaims({ scopes: [] }) };

const shirt = buildProduct('shirt', {
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

describe('texts', () => {
  it.each([
    ['de', 'Leinenhemd'],
    ['de-CH', 'Leinenhemd'],
    ['fr', 'Linen shirt'],
    ['en', 'Linen shirt'],
  ])('are in the best locale for %s', async (locale, name) => {
    await using service = await createCatalog();
    await importLines(service, [shirt]);

    const { data } = await service.execute(
      `query ($id: ID!) { product(id: $id) { name } }`,
      { id: productId('shirt') },
      { locale },
    );

    expect(data).toEqual({ product: { name } });
  });

  it('are in any locale there is when the chain has none', async () => {
    await using service = await createCatalog({ DEFAULT_LOCALE: 'it' });
    await importLines(service, [buildProduct('pot', { name: { de: 'Topf' } })]);

    const { data } = await service.execute(`{ variantBySku(sku: "POT") { name } }`);

    expect(data).toEqual({ variantBySku: { name: 'Topf' } });
  });

  it('show imported text as text', async () => {
    await using service = await createCatalog();
    await importLines(service, [shirt]);

    const { data } = await service.execute(
      `{ productBySlug(slug: "linen-shirt") { descriptionHtml seo { title description canonicalPath } } }`,
    );

    expect(data).toEqual({
      productBySlug: {
        descriptionHtml: '<p>Light &amp; &lt;b&gt;airy&lt;/b&gt;</p>',
        seo: {
          title: 'Linen shirt',
          description: 'Light & <b>airy</b>',
          canonicalPath: '/p/linen-shirt',
        },
      },
    });
  });

  it('say which locales there are', async () => {
    await using service = await createCatalog();
    await importLines(service, [shirt]);

    const { data } = await service.execute(`{ locales }`);

    expect(data).toEqual({ locales: ['en', 'de'] });
  });
});

describe('a slug', () => {
  const bySlug = `query ($slug: String!) { productBySlug(slug: $slug) { id slug } }`;

  it('finds its product in any locale', async () => {
    await using service = await createCatalog();
    await importLines(service, [shirt]);

    const { data } = await service.execute(bySlug, { slug: 'leinenhemd' });

    expect(data).toEqual({ productBySlug: { id: productId('shirt'), slug: 'linen-shirt' } });
  });

  it('finds its product after it was renamed', async () => {
    await using service = await createCatalog();
    await importLines(service, [shirt]);
    await importLines(service, [{ ...shirt, slug: { en: 'summer-shirt', de: 'leinenhemd' } }]);

    const { data } = await service.execute(bySlug, { slug: 'linen-shirt' });

    expect(data).toEqual({ productBySlug: { id: productId('shirt'), slug: 'summer-shirt' } });
  });

  it('that nothing has finds nothing', async () => {
    await using service = await createCatalog();

    expect(await service.execute(bySlug, { slug: 'gone' })).toEqual({
      data: { productBySlug: null },
    });
  });

  it('of a bundle is not one of a product', async () => {
    await using service = await createCatalog();
    await importLines(service, [
      shirt,
      buildBundle('set', { components: [{ sku: 'S-RED', quantity: 2 }] }),
    ]);

    const { data } = await service.execute(
      `{ productBySlug(slug: "set") { id } bundleBySlug(slug: "set") { components { quantity variant { sku } } } }`,
    );

    expect(data).toEqual({
      productBySlug: null,
      bundleBySlug: { components: [{ quantity: 2, variant: { sku: 'S-RED' } }] },
    });
  });
});

describe('a product that is not on sale', () => {
  const lookUps = `query ($id: ID!, $variant: ID!) {
    product(id: $id) { id } productBySlug(slug: "x") { id }
    variant(id: $variant) { id } variantBySku(sku: "X") { id } products { nodes { id } }
  }`;
  const ids = { id: productId('x'), variant: variantId('X') };
  const references = `query ($id: ID!, $variant: ID!) {
    _entities(representations: [{ __typename: "Product", id: $id }, { __typename: "ProductVariant", id: $variant },
      { __typename: "ProductVariant", sku: "X" }, { __typename: "Product", slug: "x" }, { __typename: "CatalogItem", id: $id }]) { __typename }
  }`;

  it.each(['DRAFT', 'ARCHIVED'])('is invisible to a shopper while %s', async (status) => {
    await using service = await createCatalog();
    await importLines(service, [buildProduct('x', { status })]);

    const { data } = await service.execute(lookUps, ids, shopper);

    expect(data).toEqual({
      product: null,
      productBySlug: null,
      variant: null,
      variantBySku: null,
      products: { nodes: [] },
    });
  });

  it.each([
    ['a merchandiser', staff],
    ['an agent', agent],
  ])('is shown to %s', async (_who, request) => {
    await using service = await createCatalog();
    await importLines(service, [buildProduct('x', { status: 'DRAFT' })]);

    const { data } = await service.execute(lookUps, ids, request);

    expect(data).toMatchObject({ product: { id: ids.id }, variantBySku: { id: ids.variant } });
  });

  it('is shown where a cart refers to it, once archived', async () => {
    await using service = await createCatalog();
    await importLines(service, [buildProduct('x', { status: 'ARCHIVED' })]);

    const { data } = await service.execute(references, ids);

    expect(data).toEqual({
      _entities: ['Product', 'ProductVariant', 'ProductVariant', 'Product', 'Product'].map(
        (__typename) => ({ __typename }),
      ),
    });
  });

  it('is not shown to the public by reference while a draft', async () => {
    await using service = await createCatalog();
    await importLines(service, [buildProduct('x', { status: 'DRAFT' })]);

    const { data } = await service.execute(references, ids);

    expect(data).toEqual({ _entities: [null, null, null, null, null] });
  });
});

describe('variants', () => {
  const variants = `query ($first: Int, $after: String, $selected: [SelectedOptionInput!]) {
    productBySlug(slug: "linen-shirt") {
      options { name values { value label swatchHex } }
      variants(first: $first, after: $after, selectedOptions: $selected) {
        totalCount pageInfo { hasNextPage endCursor } nodes { sku name archived selectedOptions { label } }
      }
    }
  }`;

  it('are narrowed to the chosen options', async () => {
    await using service = await createCatalog();
    await importLines(service, [shirt]);

    const { data } = await service.execute(variants, {
      selected: [{ name: 'colour', value: 'blue' }],
    });

    expect(data).toMatchObject({
      productBySlug: {
        variants: { totalCount: 1, nodes: [{ sku: 'S-BLUE', name: 'Linen shirt, Blue' }] },
      },
    });
  });

  it('come in pages', async () => {
    await using service = await createCatalog();
    await importLines(service, [shirt]);

    const first = await service.execute(variants, { first: 1 });
    const page = (
      first.data as never as { productBySlug: { variants: { pageInfo: { endCursor: string } } } }
    ).productBySlug.variants;
    const second = await service.execute(variants, { first: 1, after: page.pageInfo.endCursor });

    expect(page).toMatchObject({
      totalCount: 2,
      pageInfo: { hasNextPage: true },
      nodes: [{ sku: 'S-RED' }],
    });
    expect(second.data).toMatchObject({
      productBySlug: { variants: { pageInfo: { hasNextPage: false }, nodes: [{ sku: 'S-BLUE' }] } },
    });
  });

  it('that were archived are shown by reference only', async () => {
    await using service = await createCatalog();
    await importLines(service, [shirt]);
    await importLines(service, [{ ...shirt, variants: shirt.variants.slice(0, 1) }]);

    const { data } = await service.execute(
      `query ($id: ID!) {
        variantBySku(sku: "S-BLUE") { id }
        productBySlug(slug: "linen-shirt") { variants { nodes { sku } } options { values { value } } }
        _entities(representations: [{ __typename: "ProductVariant", id: $id }]) { ... on ProductVariant { name archived } }
      }`,
      { id: variantId('S-BLUE') },
    );

    expect(data).toEqual({
      variantBySku: null,
      productBySlug: {
        variants: { nodes: [{ sku: 'S-RED' }] },
        options: [{ values: [{ value: 'red' }] }],
      },
      _entities: [{ name: 'Linen shirt, Blue', archived: true }],
    });
  });
});

describe('categories', () => {
  const tree = [
    buildCategory('home', { position: 1 }),
    buildCategory('garden', { position: 0 }),
    buildCategory('kitchen', { parentKey: 'home' }),
    buildCategory('pans', { parentKey: 'kitchen', name: { en: 'Pans', de: 'Pfannen' } }),
    buildProduct('pan', { categoryKeys: ['pans', 'garden'] }),
  ];

  it('stand in position order in the navigation', async () => {
    await using service = await createCatalog();
    await importLines(service, tree);

    const { data } = await service.execute(`{ navigation { slug children { slug } } }`);

    expect(data).toEqual({
      navigation: [
        { slug: 'garden', children: [] },
        { slug: 'home', children: [{ slug: 'kitchen' }] },
      ],
    });
  });

  it('know the way from the root', async () => {
    await using service = await createCatalog();
    await importLines(service, tree);

    const { data } = await service.execute(
      `{ categoryBySlug(slug: "pfannen") { id depth path { slug } parent { slug } products { totalCount nodes { slug } } } }`,
    );

    expect(data).toEqual({
      categoryBySlug: {
        id: categoryId('pans'),
        depth: 2,
        path: [{ slug: 'home' }, { slug: 'kitchen' }, { slug: 'pans' }],
        parent: { slug: 'kitchen' },
        products: { totalCount: 1, nodes: [{ slug: 'pan' }] },
      },
    });
  });

  it('lead to the product by the main one', async () => {
    await using service = await createCatalog();
    await importLines(service, tree);

    const { data } = await service.execute(
      `{ productBySlug(slug: "pan") { breadcrumbs { slug } categories { slug } } }`,
    );

    expect(data).toEqual({
      productBySlug: {
        breadcrumbs: [{ slug: 'home' }, { slug: 'kitchen' }, { slug: 'pans' }],
        categories: [{ slug: 'pans' }, { slug: 'garden' }],
      },
    });
  });
});
