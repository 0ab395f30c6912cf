import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { asc, eq, sql } from '@supergraph/kit/drizzle';

import { createInsertAll } from '#src/data/insert-all.ts';
import { type CategoryRow, category, productCategory } from '#src/tables.ts';

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
