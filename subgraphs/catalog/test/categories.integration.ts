import { describe, expect, it } from 'vitest';

import { buildCategory, buildProduct, categoryId, createCatalog, importLines } from './build.ts';

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
