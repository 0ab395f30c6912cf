import { readFileSync } from 'node:fs';

import type { Queries } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  listInCategories,
  selectListingCounts,
  selectListingPage,
} from '#src/data/category-listing.ts';

import { type CatalogService, TREE, buildProduct, categoryId, createStocked } from './build.ts';

const COUNT = 50_000;
const PAGE = `query ($id: ID!, $after: String) { category(id: $id) { products(first: 100, after: $after) {
  nodes { id } pageInfo { endCursor } } } }`;

let service: CatalogService;

/** Fifty thousand products in the leaf of the tree, written past the import, which would take a minute. */
beforeAll(async () => {
  service = await createStocked(TREE);
  await service.db.transaction(async (tx) => {
    tx.run(sql`insert into product (id, kind, status, version, created_at, updated_at)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${COUNT})
      select printf('prod_%06d', i), 'PRODUCT', 'ACTIVE', 1, i, i from n`);
    tx.run(sql`insert into product_category (product_id, category_id, rank, position)
      select id, ${categoryId('leaf')}, 0, 0 from product`);
    const rows = tx.all<{ id: string }>(sql`select id from product`);
    await listInCategories(
      tx,
      rows.map(({ id }) => id),
    );
  });
}, 60_000);
afterAll(() => service[Symbol.asyncDispose]());

interface Statement {
  getQuery(): { readonly sql: string };
}

/** How SQLite would run a statement, a line for each step. */
function explain(db: Queries, statement: Statement): string[] {
  const text = statement.getQuery().sql.replaceAll('?', 'null');
  const steps = db.all<{ detail: string }>(sql.raw(`explain query plan ${text}`));
  return steps.map(({ detail }) => detail);
}

describe('the listing of a category with 50,000 products', () => {
  it('is paged by index', () => {
    const { reader } = service.db;
    const plan = explain(reader, selectListingPage(reader));
    expect(plan).toContainEqual(
      expect.stringMatching(/^SEARCH listed USING COVERING INDEX category_listing_page/u),
    );
    expect(plan).not.toContainEqual(expect.stringMatching(/^SCAN (?!wanted)/u));
  });

  it('is counted by index', () => {
    const { reader } = service.db;
    const plan = explain(reader, selectListingCounts(reader));
    expect(plan).toContainEqual(
      expect.stringMatching(/^SEARCH category_listing USING COVERING INDEX category_listing_page/u),
    );
  });

  it('answers a page in the middle in no time', async () => {
    const variables = { id: categoryId('root') };
    const first = await service.execute(PAGE, variables);
    const { endCursor } = first.data.category.products.pageInfo;
    const [sort, filter] = JSON.parse(Buffer.from(endCursor, 'base64url').toString());
    const middle = JSON.stringify([sort, filter, [0, 'prod_025000']]);
    const after = Buffer.from(middle).toString('base64url');
    const startedAt = performance.now();
    const { data } = await service.execute(PAGE, { ...variables, after });
    expect(performance.now() - startedAt).toBeLessThan(100);
    expect(data.category.products.nodes).toMatchObject({ length: 100, 0: { id: 'prod_025001' } });
  });

  it('counts them all', async () => {
    const { data } = await service.execute(
      'query ($id: ID!) { category(id: $id) { products(first: 1) { totalCount } } }',
      { id: categoryId('root') },
    );
    expect(data.category.products.totalCount).toBe(COUNT);
  });
});

it('is filled by its migration where there are products already', async () => {
  await using stocked = await createStocked([
    ...TREE,
    buildProduct('a', { categoryKeys: ['leaf', 'middle'] }),
    buildProduct('b', { categoryKeys: ['leaf'], status: 'DRAFT' }),
  ]);
  const folder = new URL('../migrations/', import.meta.url);
  const migration = readFileSync(new URL('0001_create_category_listing.sql', folder), 'utf8');
  const [fill = ''] = /^INSERT[^;]*;/mu.exec(migration) ?? [];
  const read = (db: Queries) =>
    db.all(sql`select category_id, product_id, position from category_listing order by 1, 2`);
  const kept = read(stocked.db.reader);
  await stocked.db.transaction(async (tx) => {
    tx.run(sql`delete from category_listing`);
    tx.run(sql.raw(fill));
  });
  expect(kept).toHaveLength(3);
  expect(read(stocked.db.reader)).toEqual(kept);
});
