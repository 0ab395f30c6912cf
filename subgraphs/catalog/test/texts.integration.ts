import { describe, expect, it } from 'vitest';

import {
  SHIRT,
  buildBundle,
  buildProduct,
  createCatalog,
  importLines,
  productId,
} from './build.ts';

describe('texts', () => {
  it.each([
    ['de', 'Leinenhemd'],
    ['de-CH', 'Leinenhemd'],
    ['fr', 'Linen shirt'],
    ['en', 'Linen shirt'],
  ])('are in the best locale for %s', async (locale, name) => {
    await using service = await createCatalog();
    await importLines(service, [SHIRT]);

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
    await importLines(service, [SHIRT]);

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
    await importLines(service, [SHIRT]);

    const { data } = await service.execute(`{ locales }`);

    expect(data).toEqual({ locales: ['en', 'de'] });
  });
});

describe('a slug', () => {
  const bySlug = `query ($slug: String!) { productBySlug(slug: $slug) { id slug } }`;

  it('finds its product in any locale', async () => {
    await using service = await createCatalog();
    await importLines(service, [SHIRT]);

    const { data } = await service.execute(bySlug, { slug: 'leinenhemd' });

    expect(data).toEqual({ productBySlug: { id: productId('shirt'), slug: 'linen-shirt' } });
  });

  it('finds its product after it was renamed', async () => {
    await using service = await createCatalog();
    await importLines(service, [SHIRT]);
    await importLines(service, [{ ...SHIRT, slug: { en: 'summer-shirt', de: 'leinenhemd' } }]);

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
      SHIRT,
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
