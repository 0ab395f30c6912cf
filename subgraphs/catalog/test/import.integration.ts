import { hashId } from '@supergraph/kit/ids';
import { describe, expect, it } from 'vitest';

import {
  TREE,
  buildBundle,
  buildCategory,
  buildProduct,
  buildRichProduct,
  createCatalog,
  createStocked,
  importLines,
  productId,
} from './build.ts';
import { PRODUCT_UPSERT, buildInput, write } from './build-write.ts';

const SLUG = '{ products(first: 10) { nodes { id slug } } }';

describe('import of products', () => {
  it('gives products, variants, categories and brands ids that follow from their keys', async () => {
    await using service = await createStocked([...TREE, buildRichProduct(1)]);
    const { data } = await service.execute(
      `{ products { nodes { id brand { id } categories { id } variants { nodes { id } } } } }`,
    );
    expect(data.products.nodes).toEqual([
      {
        id: productId('rich-1'),
        brand: { id: hashId('brand', 'brand', 'brand 1') },
        categories: [{ id: hashId('cat', 'category', 'leaf') }],
        variants: {
          nodes: ['rich-1-red', 'rich-1-blue'].map((sku) => ({
            id: hashId('var', 'variant', sku),
          })),
        },
      },
    ]);
  });

  it('changes nothing the second time', async () => {
    await using service = await createCatalog();
    const lines = [
      ...TREE,
      buildRichProduct(1),
      buildBundle('set', { components: [{ sku: 'rich-1-red', quantity: 2 }] }),
    ];
    await importLines(service, lines);
    const before = await service.published();

    const counts = await importLines(service, lines);

    const unchanged = { created: 0, updated: 0, rejected: 0 };
    expect(counts).toEqual({
      category: { ...unchanged, unchanged: 3 },
      product: { ...unchanged, unchanged: 1 },
      bundle: { ...unchanged, unchanged: 1 },
    });
    expect(await service.published()).toEqual(before);
  });

  it('takes the locales of a text in any order for the same', async () => {
    await using service = await createStocked([
      buildProduct('a', { name: { en: 'Lamp', de: 'Lampe' } }),
    ]);
    const counts = await importLines(service, [
      buildProduct('a', { name: { de: 'Lampe', en: 'Lamp' } }),
    ]);
    expect(counts['product']).toMatchObject({ unchanged: 1 });
  });

  it('puts the file’s state back after a write by hand', async () => {
    await using service = await createStocked([buildProduct('a')]);
    await write(service, PRODUCT_UPSERT, {
      ...buildInput({ id: productId('a'), slug: 'by-hand' }),
      variants: [{ sku: 'A', selectedOptions: [], taxClass: 'standard' }],
    });
    const counts = await importLines(service, [buildProduct('a')]);
    expect(counts['product']).toMatchObject({ updated: 1 });
  });

  it('archives a variant that is left out and brings it back with its id', async () => {
    const both = buildProduct('a', { variants: [{ sku: 'ONE' }, { sku: 'TWO' }] });
    await using service = await createStocked([both]);
    const read = async () => {
      const { data } = await service.execute(
        '{ products { nodes { variants { nodes { sku } } } } }',
      );
      return data.products.nodes[0].variants.nodes.map(({ sku }: { sku: string }) => sku);
    };
    await importLines(service, [buildProduct('a', { variants: [{ sku: 'TWO' }] })]);
    expect(await read()).toEqual(['TWO']);
    await importLines(service, [both]);
    expect(await read()).toEqual(['ONE', 'TWO']);
  });

  it('lets another product take over the sku of an archived variant', async () => {
    await using service = await createStocked([
      buildProduct('a', { variants: [{ sku: 'ONE' }, { sku: 'TWO' }] }),
    ]);
    await importLines(service, [
      buildProduct('a', { variants: [{ sku: 'TWO' }] }),
      buildProduct('b', { variants: [{ sku: 'ONE' }] }),
    ]);
    const { data } = await service.execute('{ variantBySku(sku: "ONE") { product { id } } }');
    expect(data.variantBySku.product.id).toBe(productId('b'));
  });

  it('escapes the description', async () => {
    await using service = await createStocked([
      buildProduct('a', { description: { en: '<script>alert("1")</script> & more' } }),
    ]);
    const { data } = await service.execute('{ products { nodes { descriptionHtml } } }');
    expect(data.products.nodes[0].descriptionHtml).toBe(
      '<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more</p>',
    );
  });

  it('adds the key to the slug of a name that is taken', async () => {
    const twins = ['a', 'b'].map((key) => buildProduct(key, { name: { en: 'Same Name' } }));
    await using service = await createStocked(twins);
    const { data } = await service.execute(SLUG);
    const slugs = new Map(
      data.products.nodes.map(({ id, slug }: { id: string; slug: string }) => [id, slug]),
    );
    expect([slugs.get(productId('a')), slugs.get(productId('b'))]).toEqual([
      'same-name',
      'same-name-b',
    ]);
  });

  it('takes a slug that is given', async () => {
    await using service = await createStocked([buildProduct('a', { slug: { en: 'my-own' } })]);
    const { data } = await service.execute(SLUG);
    expect(data.products.nodes[0].slug).toBe('my-own');
  });

  it('writes a brand once, whatever its case', async () => {
    await using service = await createStocked([
      buildProduct('a', { brand: 'Acme' }),
      buildProduct('b', { brand: 'ACME' }),
    ]);
    const { data } = await service.execute('{ brands { totalCount nodes { name slug } } }');
    expect(data.brands).toEqual({ totalCount: 1, nodes: [{ name: 'Acme', slug: 'acme' }] });
  });

  it('keeps the slugs of brands apart that differ in signs only', async () => {
    await using service = await createStocked([
      buildProduct('a', { brand: 'A&B' }),
      buildProduct('b', { brand: 'A B' }),
    ]);
    const { data } = await service.execute('{ brands { nodes { slug } } }');
    expect(new Set(data.brands.nodes.map(({ slug }: { slug: string }) => slug)).size).toBe(2);
  });
});

describe('rejected lines', () => {
  it.each([
    [
      'an unknown parent',
      buildCategory('x', { parentKey: 'gone' }),
      /^There is no category "gone"\./u,
    ],
    [
      'a category below itself',
      buildCategory('root', { parentKey: 'leaf' }),
      '"root" would be below itself.',
    ],
    [
      'an unknown category',
      buildProduct('x', { categoryKeys: ['gone'] }),
      /^There is no category "gone"\./u,
    ],
    [
      'an unknown component',
      buildBundle('x', { components: [{ sku: 'GONE', quantity: 1 }] }),
      'There is no variant with sku "GONE".',
    ],
    [
      'a sku of another product',
      buildProduct('x', { variants: [{ sku: 'A' }] }),
      /^"A" belongs to another variant/u,
    ],
    [
      'a gtin of another variant',
      buildProduct('x', { variants: [{ sku: 'X', gtin: '12345678' }] }),
      /^"12345678" belongs to another variant/u,
    ],
    ['a given slug that is taken', buildProduct('x', { slug: 'a' }), /^The slug "a" belongs to/u],
    [
      'a bundle with the key of a product',
      buildBundle('a', { components: [{ sku: 'A', quantity: 1 }] }),
      '"a" is a product already.',
    ],
    ['no name', buildProduct('x', { name: {} }), /^name: expected at least one locale/u],
    ['no variants', buildProduct('x', { variants: [] }), /^variants: /u],
    ['a locale that is none', buildProduct('x', { name: { English: 'X' } }), /^name/u],
    [
      'a sku that is there twice',
      buildProduct('x', { variants: [{ sku: 'X' }, { sku: 'X' }] }),
      /a sku is there twice/u,
    ],
    [
      'a script as an address',
      buildProduct('x', { media: [{ url: 'javascript:1' }] }),
      /^media\.0/u,
    ],
    [
      'a negative weight',
      buildProduct('x', { variants: [{ sku: 'X', weightGrams: -1 }] }),
      /weight/u,
    ],
    ['a type of another service', { type: 'price', sku: 'A' }, /There is no type "price" here/u],
  ])('say why: %s', async (_, line, reason) => {
    await using service = await createStocked([
      ...TREE,
      buildProduct('a', { variants: [{ sku: 'A', gtin: '12345678' }] }),
    ]);
    const { rejected } = await service.import([line]);
    expect(rejected).toHaveLength(1);
    expect(rejected[0]?.reason).toMatch(reason);
  });

  it('spoil no other line', async () => {
    await using service = await createCatalog();
    const { counts, rejected } = await service.import([
      buildProduct('a'),
      buildProduct('b', { categoryKeys: ['gone'] }),
      buildProduct('c'),
    ]);
    expect(counts['product']).toMatchObject({ created: 2, rejected: 1 });
    expect(rejected.map(({ line }) => line)).toEqual([2]);
  });

  it('leave no brand behind', async () => {
    await using service = await createCatalog();
    await service.import([buildProduct('b', { brand: 'Ghost', categoryKeys: ['gone'] })]);
    const { data } = await service.execute('{ brands { totalCount } }');
    expect(data.brands.totalCount).toBe(0);
  });
});

it('imports 2,000 products with 8,000 variants in seconds', { timeout: 60_000 }, async () => {
  await using service = await createStocked(TREE);
  const lines = Array.from({ length: 2000 }, (_, index) =>
    buildProduct(`p-${index}`, {
      categoryKeys: ['leaf'],
      brand: `Brand ${index % 40}`,
      name: { en: `Lamp ${index}`, de: `Lampe ${index}`, fr: `Lampe fr ${index}` },
      attributes: [{ code: 'power', value: index % 50, unit: 'W' }],
      media: [{ url: `https://img.example/${index}.webp` }],
      variants: ['S', 'M', 'L', 'XL'].map((size) => ({
        sku: `P-${index}-${size}`,
        options: [{ name: 'size', value: size }],
      })),
    }),
  );
  const startedAt = performance.now();
  for (let start = 0; start < lines.length; start += 500) {
    await importLines(service, lines.slice(start, start + 500));
  }
  expect(performance.now() - startedAt).toBeLessThan(20_000);
});
