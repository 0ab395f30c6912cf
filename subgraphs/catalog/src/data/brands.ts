import { type Queries, inJson, prepared } from '@supergraph/kit/database';
import { asc, count, sql } from '@supergraph/kit/drizzle';

import { type BrandRow, brand } from '#src/tables.ts';

import type { PageStart } from './products.ts';

export async function findBrands(db: Queries, ids: readonly string[]): Promise<BrandRow[]> {
  return selectBrands(db).all({ ids: JSON.stringify(ids) });
}

export async function isBrandSlugTaken(db: Queries, slug: string): Promise<boolean> {
  return selectBySlug(db).get({ slug }) !== undefined;
}

/** Brands by name, one more than the limit. */
export async function listBrands(db: Queries, { limit, after }: PageStart): Promise<BrandRow[]> {
  const [name = '', id = ''] = after ?? [];
  return selectPage(db).all({ name, id, limit: limit + 1 });
}

export async function countBrands(db: Queries): Promise<number> {
  return selectCount(db).get()?.count ?? 0;
}

const selectBrands = prepared((db) =>
  db.select().from(brand).where(inJson(brand.id, 'ids')).prepare(),
);
const selectBySlug = prepared((db) =>
  db
    .select()
    .from(brand)
    .where(sql`${brand.slug} = ${sql.placeholder('slug')}`)
    .prepare(),
);
const selectPage = prepared((db) =>
  db
    .select()
    .from(brand)
    .where(
      sql`(${brand.name}, ${brand.id}) > (${sql.placeholder('name')}, ${sql.placeholder('id')})`,
    )
    .orderBy(asc(brand.name), asc(brand.id))
    .limit(sql.placeholder('limit'))
    .prepare(),
);
const selectCount = prepared((db) => db.select({ count: count() }).from(brand).prepare());
