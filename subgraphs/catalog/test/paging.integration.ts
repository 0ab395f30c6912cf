import { expect, it } from 'vitest';

import { buildProduct, createCatalog, importLines } from './build.ts';

const products = `query ($first: Int, $after: String) {
  products(first: $first, after: $after) { totalCount nodes { slug } pageInfo { hasNextPage endCursor } }
}`;

interface Listed {
  readonly nodes: readonly { readonly slug: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

it('lists products on sale, newest first, page by page', async () => {
  await using service = await createCatalog();
  await importLines(
    service,
    ['a', 'b', 'c'].map((key) => buildProduct(key)),
  );

  const first = await service.execute(products, { first: 2 });
  const page = first.data?.['products'] as Listed;
  const second = await service.execute(products, { first: 2, after: page.pageInfo.endCursor });

  expect(page).toMatchObject({ totalCount: 3, nodes: [{ slug: 'c' }, { slug: 'b' }] });
  expect(second.data).toMatchObject({
    products: { nodes: [{ slug: 'a' }], pageInfo: { hasNextPage: false } },
  });
});

it.each([0, 101, -1])('refuses a page of %i', async (first) => {
  await using service = await createCatalog();

  const { errors } = await service.execute(products, { first });

  expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION' } }]);
});

it.each([0, 101, -1])('refuses %i media', async (first) => {
  await using service = await createCatalog();
  await importLines(service, [buildProduct('a')]);

  const { errors } = await service.execute(
    `query ($first: Int) { productBySlug(slug: "a") { media(first: $first) { id } } }`,
    { first },
  );

  expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION' } }]);
});

it('refuses what is not a cursor', async () => {
  await using service = await createCatalog();

  const { errors } = await service.execute(products, { after: 'not a cursor' });

  expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION' } }]);
});

it('refuses the cursor of another list', async () => {
  await using service = await createCatalog();
  await importLines(service, [buildProduct('a')]);
  const { data } = await service.execute(products);

  const { errors } = await service.execute(
    `query ($after: String) { brands(after: $after) { nodes { id } } }`,
    { after: (data as never as { products: Listed }).products.pageInfo.endCursor },
  );

  expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION' } }]);
});

it('lists brands by name', async () => {
  await using service = await createCatalog();
  await importLines(service, [
    buildProduct('a', { brand: 'Zeta' }),
    buildProduct('b', { brand: 'Alpha' }),
  ]);

  const { data } = await service.execute(`{ brands { totalCount nodes { name slug } } }`);

  expect(data).toEqual({
    brands: {
      totalCount: 2,
      nodes: [
        { name: 'Alpha', slug: 'alpha' },
        { name: 'Zeta', slug: 'zeta' },
      ],
    },
  });
});
