import { describe, expect, it } from 'vitest';

import {
  type CatalogService,
  MERCHANDISER,
  TREE,
  buildBundle,
  buildCategory,
  buildProduct,
  categoryId,
  createStocked,
  importLines,
  productId,
} from './build.ts';
import { CATEGORY_UPSERT, PRODUCT_ARCHIVE, buildCategoryInput, write } from './build-write.ts';

const PAGE = `query ($id: ID!, $first: Int, $after: String) { category(id: $id) {
  products(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }`;
const LISTED = `query ($id: ID!) { category(id: $id) { products(first: 100) { totalCount nodes { id } } } }`;

/** Ids of the products of a category, sorted; their number is checked against totalCount. */
async function listOf(service: CatalogService, key: string): Promise<string[]> {
  const { data } = await service.execute(LISTED, { id: categoryId(key) });
  const { nodes, totalCount } = data.category.products;
  expect(nodes).toHaveLength(totalCount);
  return nodes.map(({ id }: { id: string }) => id).toSorted();
}

const ids = (...keys: string[]): string[] => keys.map(productId).toSorted();

describe('products of a category', () => {
  it.each([
    ['root', ['in-root', 'in-middle', 'in-leaf']],
    ['middle', ['in-middle', 'in-leaf']],
    ['leaf', ['in-leaf']],
    ['other', []],
  ])('are those of %s and all below it', async (category, keys) => {
    await using service = await createStocked([
      ...TREE,
      buildCategory('other'),
      ...['root', 'middle', 'leaf'].map((key) =>
        buildProduct(`in-${key}`, { categoryKeys: [key] }),
      ),
    ]);
    expect(await listOf(service, category)).toEqual(ids(...keys));
  });

  it('stand there once, in however many categories below they are', async () => {
    await using service = await createStocked([
      ...TREE,
      buildCategory('twig', { parentKey: 'middle' }),
      buildProduct('a', { categoryKeys: ['leaf', 'twig', 'root'] }),
    ]);
    expect(await listOf(service, 'root')).toEqual(ids('a'));
  });

  it.each(['DRAFT', 'ARCHIVED'])('are not listed while %s, not even to staff', async (status) => {
    await using service = await createStocked([
      ...TREE,
      buildProduct('a', { categoryKeys: ['leaf'], status }),
    ]);
    const { data } = await service.execute(LISTED, { id: categoryId('root') }, MERCHANDISER);
    expect(data.category.products).toEqual({ totalCount: 0, nodes: [] });
  });

  it('leave out bundles', async () => {
    await using service = await createStocked([
      ...TREE,
      buildProduct('a', { categoryKeys: ['leaf'] }),
      buildBundle('set', { categoryKeys: ['leaf'], components: [{ sku: 'A', quantity: 1 }] }),
    ]);
    expect(await listOf(service, 'root')).toEqual(ids('a'));
  });

  it('come page by page, each once, in the same order', async () => {
    const keys = Array.from({ length: 7 }, (_, index) => `p-${index}`);
    await using service = await createStocked([
      ...TREE,
      ...keys.map((key, index) =>
        buildProduct(key, { categoryKeys: [TREE[index % 3]?.key ?? '', 'leaf'] }),
      ),
    ]);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await service.execute(PAGE, { id: categoryId('root'), first: 3, after });
      const { nodes, pageInfo } = data.category.products;
      seen.push(...nodes.map(({ id }: { id: string }) => id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(ids(...keys));
  });

  it('are counted only when asked', async () => {
    await using service = await createStocked([
      ...TREE,
      buildProduct('a', { categoryKeys: ['leaf'] }),
    ]);
    const variables = { id: categoryId('root') };
    const without = await service.countStatements(() => service.execute(PAGE, variables));
    const counted = PAGE.replace('nodes', 'totalCount nodes');
    expect(await service.countStatements(() => service.execute(counted, variables))).toBe(
      without + 1,
    );
  });
});

describe('a change', () => {
  const stock = [
    ...TREE,
    buildCategory('other'),
    buildProduct('a', { categoryKeys: ['leaf'] }),
    buildProduct('b', { categoryKeys: ['middle'] }),
  ];

  it('of a category’s parent takes its products along', async () => {
    await using service = await createStocked(stock);
    await write(
      service,
      CATEGORY_UPSERT,
      buildCategoryInput({
        id: categoryId('middle'),
        slug: 'middle',
        parentId: categoryId('other'),
      }),
    );
    expect({
      root: await listOf(service, 'root'),
      other: await listOf(service, 'other'),
      middle: await listOf(service, 'middle'),
    }).toEqual({ root: [], other: ids('a', 'b'), middle: ids('a', 'b') });
  });

  it('of a product’s categories moves it', async () => {
    await using service = await createStocked(stock);
    await importLines(service, [buildProduct('a', { categoryKeys: ['other'] })]);
    expect({
      root: await listOf(service, 'root'),
      other: await listOf(service, 'other'),
    }).toEqual({ root: ids('b'), other: ids('a') });
  });

  it('to ARCHIVED takes a product off, and an import brings it back', async () => {
    await using service = await createStocked(stock);
    await write(service, PRODUCT_ARCHIVE, { idempotencyKey: 'archive-a', id: productId('a') });
    expect(await listOf(service, 'root')).toEqual(ids('b'));
    await importLines(service, stock);
    expect(await listOf(service, 'root')).toEqual(ids('a', 'b'));
  });
});
