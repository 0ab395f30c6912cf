import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, asc, count, eq, sql } from '@supergraph/kit/drizzle';

import { createInsertAll } from '#src/data/insert-all.ts';
import {
  type CategoryRow,
  type ProductRow,
  category,
  product,
  productCategory,
} from '#src/tables.ts';

export interface CategoryOfProduct {
  readonly productId: string;
  readonly category: CategoryRow;
}

/** The categories of each product, the main one first. */
export async function findCategoriesOf(
  db: Queries,
  productIds: readonly string[],
): Promise<CategoryOfProduct[]> {
  return selectCategories(db).all({ productIds: JSON.stringify(productIds) });
}

export interface ProductOfCategory {
  readonly categoryId: string;
  readonly position: number;
  readonly product: ProductRow;
}

export interface CategoryPageLookup {
  readonly categoryIds: readonly string[];
  readonly statuses: readonly ProductRow['status'][];
  /** Position and id of the last product that was seen. */
  readonly after: readonly [number, string];
  readonly limit: number;
}

/** Of every category up to `limit` products, by position and id. */
export async function listProductsOfCategories(
  db: Queries,
  { categoryIds, statuses, after, limit }: CategoryPageLookup,
): Promise<ProductOfCategory[]> {
  const [position, id] = after;
  return selectPage(db).all({
    categoryIds: JSON.stringify(categoryIds),
    statuses: JSON.stringify(statuses),
    position,
    id,
    limit,
  });
}

export async function countProductsOfCategories(
  db: Queries,
  { categoryIds, statuses }: Pick<CategoryPageLookup, 'categoryIds' | 'statuses'>,
): Promise<{ categoryId: string; count: number }[]> {
  return selectCounts(db).all({
    categoryIds: JSON.stringify(categoryIds),
    statuses: JSON.stringify(statuses),
  });
}

/** Products and bundles in one of these categories. */
export async function findProductIdsIn(
  db: Queries,
  categoryIds: readonly string[],
): Promise<string[]> {
  const rows = selectMembers(db).all({ categoryIds: JSON.stringify(categoryIds) });
  return rows.map(({ productId }) => productId);
}

/** Puts a product into these categories and no other. Its place in a category it stays in is kept. */
export async function putCategoriesOf(
  tx: Transaction,
  productId: string,
  categoryIds: readonly string[],
): Promise<void> {
  const before = selectPlaces(tx).all({ productId });
  if (before.length > 0) {
    deleteByProduct(tx).run({ productId });
  }
  const places = new Map(before.map(({ categoryId, position }) => [categoryId, position]));
  insertAll(
    tx,
    categoryIds.map((categoryId, rank) => ({
      productId,
      categoryId,
      rank,
      position: places.get(categoryId) ?? 0,
    })),
  );
}

const ofProduct = eq(productCategory.productId, sql.placeholder('productId'));

const selectCategories = prepared((db) =>
  db
    .select({ productId: productCategory.productId, category })
    .from(productCategory)
    .innerJoin(category, eq(category.id, productCategory.categoryId))
    .where(inJson(productCategory.productId, 'productIds'))
    .orderBy(asc(productCategory.productId), asc(productCategory.rank))
    .prepare(),
);

// The inner query walks the index of one category and stops at the limit, however many products the category has.
const isOnPage = sql`${productCategory}.rowid in (
  select member.rowid from product_category member join product candidate on candidate.id = member.product_id
  where member.category_id = wanted.value
    and (member.position, member.product_id) > (${sql.placeholder('position')}, ${sql.placeholder('id')})
    and candidate.kind = 'PRODUCT'
    and candidate.status in (select value from json_each(${sql.placeholder('statuses')}))
  order by member.position, member.product_id limit ${sql.placeholder('limit')})`;

const selectPage = prepared((db) =>
  db
    .select({
      categoryId: productCategory.categoryId,
      position: productCategory.position,
      product,
    })
    .from(sql`json_each(${sql.placeholder('categoryIds')}) wanted`)
    .innerJoin(productCategory, isOnPage)
    .innerJoin(product, eq(product.id, productCategory.productId))
    .orderBy(
      asc(productCategory.categoryId),
      asc(productCategory.position),
      asc(productCategory.productId),
    )
    .prepare(),
);
const selectCounts = prepared((db) =>
  db
    .select({ categoryId: productCategory.categoryId, count: count() })
    .from(productCategory)
    .innerJoin(product, eq(product.id, productCategory.productId))
    .where(
      and(
        inJson(productCategory.categoryId, 'categoryIds'),
        eq(product.kind, 'PRODUCT'),
        inJson(product.status, 'statuses'),
      ),
    )
    .groupBy(productCategory.categoryId)
    .prepare(),
);
const selectMembers = prepared((db) =>
  db
    .selectDistinct({ productId: productCategory.productId })
    .from(productCategory)
    .where(inJson(productCategory.categoryId, 'categoryIds'))
    .orderBy(asc(productCategory.productId))
    .prepare(),
);
const selectPlaces = prepared((db) => db.select().from(productCategory).where(ofProduct).prepare());
const deleteByProduct = prepared((db) => db.delete(productCategory).where(ofProduct).prepare());
const insertAll = createInsertAll(productCategory);
