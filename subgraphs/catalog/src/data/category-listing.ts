import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { asc, count, eq, sql } from '@supergraph/kit/drizzle';

import { type ProductRow, categoryListing, product } from '#src/tables.ts';

type Keys = readonly string[];

export interface ListedProduct {
  readonly categoryId: string;
  readonly position: number;
  readonly product: ProductRow;
}

export interface ListingPage {
  /** Position and id of the last product that was seen. */
  readonly after: readonly [number, string];
  readonly limit: number;
}

/** Of every category, and all below it, up to `limit` products for sale, by position and id. */
export async function listProductsOfCategories(
  db: Queries,
  categoryIds: Keys,
  { after, limit }: ListingPage,
): Promise<ListedProduct[]> {
  const [position, id] = after;
  return selectListingPage(db).all({
    categoryIds: JSON.stringify(categoryIds),
    position,
    id,
    limit,
  });
}

/** How many products each category lists; one that lists none is not among the rows. */
export async function countProductsOfCategories(
  db: Queries,
  categoryIds: Keys,
): Promise<{ categoryId: string; count: number }[]> {
  return selectListingCounts(db).all({ categoryIds: JSON.stringify(categoryIds) });
}

/** Brings the listings up to date with these products. To be called whenever their status or categories change. */
export async function listInCategories(tx: Transaction, productIds: Keys): Promise<void> {
  const ids = JSON.stringify(productIds);
  deleteListings(tx).run({ productIds: ids });
  insertListings(tx).run({ productIds: ids });
}

// The inner query walks the index of one category and stops at the limit, however many products the category lists.
const isOnPage = sql`${categoryListing}.rowid in (
  select listed.rowid from category_listing listed
  where listed.category_id = wanted.value
    and (listed.position, listed.product_id) > (${sql.placeholder('position')}, ${sql.placeholder('id')})
  order by listed.position, listed.product_id limit ${sql.placeholder('limit')})`;

export const selectListingPage = prepared((db) =>
  db
    .select({
      categoryId: categoryListing.categoryId,
      position: categoryListing.position,
      product,
    })
    .from(sql`json_each(${sql.placeholder('categoryIds')}) wanted`)
    .innerJoin(categoryListing, isOnPage)
    .innerJoin(product, eq(product.id, categoryListing.productId))
    .orderBy(
      asc(categoryListing.categoryId),
      asc(categoryListing.position),
      asc(categoryListing.productId),
    )
    .prepare(),
);
export const selectListingCounts = prepared((db) =>
  db
    .select({ categoryId: categoryListing.categoryId, count: count() })
    .from(categoryListing)
    .where(inJson(categoryListing.categoryId, 'categoryIds'))
    .groupBy(categoryListing.categoryId)
    .prepare(),
);
const deleteListings = prepared((db) =>
  db.delete(categoryListing).where(inJson(categoryListing.productId, 'productIds')).prepare(),
);
// A path `/a/b/` is turned into the JSON array of the ids in it.
const insertListings = prepared((db) =>
  db
    .insert(categoryListing)
    .select(
      sql`select step.value, product.id, min(place.position)
        from product
        join product_category place on place.product_id = product.id
        join category on category.id = place.category_id
        join json_each('["' || replace(trim(category.path, '/'), '/', '","') || '"]') step
        where ${inJson(product.id, 'productIds')} and product.kind = 'PRODUCT' and product.status = 'ACTIVE'
        group by product.id, step.value`,
    )
    .prepare(),
);
