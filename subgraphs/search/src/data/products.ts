import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, asc, eq, gt, lte, sql } from '@supergraph/kit/drizzle';

import { type ProductRow, doc, product, stockFact, variant } from '#src/tables.ts';

export type NewProduct = Omit<
  ProductRow,
  'id' | 'stock' | 'ratingAverage' | 'ratingBayes' | 'ratingCount' | 'sold30d' | 'isStale'
>;

/** Creates or replaces what catalog says of a product; answers its place in the index. */
export async function saveProduct(tx: Transaction, row: NewProduct): Promise<number> {
  return upsert(tx).get({ ...row, isListed: Number(row.isListed) }).id;
}

/** Takes a product out of all lists. Answers its place, undefined when it is not known. */
export async function unlistProduct(
  tx: Transaction,
  productId: string,
  revision: number,
): Promise<number | undefined> {
  return unlist(tx).get({ productId, revision })?.id;
}

export async function touchProducts(
  tx: Transaction,
  ids: readonly number[],
  revision: number,
): Promise<void> {
  touch(tx).run({ ids: JSON.stringify(ids), revision });
}

/** Whether it can be had, from what inventory has said of its live variants. */
export async function countStock(tx: Transaction, id: number): Promise<void> {
  updateStock(tx).run({ id });
}

/** All that memory keeps of products whose revision is in this range. */
export async function listChanged(db: Queries, after: number, upTo: number) {
  return selectChanged(db).all({ after, upTo });
}
export type ChangedProduct = Awaited<ReturnType<typeof listChanged>>[number];

/** All that memory keeps of the texts of products whose revision is in this range. */
export async function listChangedDocs(db: Queries, after: number, upTo: number) {
  return selectChangedDocs(db).all({ after, upTo });
}
export type ChangedDoc = Awaited<ReturnType<typeof listChangedDocs>>[number];

export async function markStale(tx: Transaction, categoryId: string): Promise<void> {
  setStale(tx).run({ categoryId });
}

export async function findStale(
  db: Queries,
  limit: number,
): Promise<Pick<ProductRow, 'id' | 'source'>[]> {
  return selectStale(db).all({ limit });
}

export async function clearStale(tx: Transaction, ids: readonly number[]): Promise<void> {
  unsetStale(tx).run({ ids: JSON.stringify(ids) });
}

const upsert = prepared((db) =>
  db
    .insert(product)
    .values({
      productId: sql.placeholder('productId'),
      isListed: sql`${sql.placeholder('isListed')}`,
      createdAt: sql.placeholder('createdAt'),
      thumbnail: sql.placeholder('thumbnail'),
      facets: sql.placeholder('facets'),
      categoryIds: sql.placeholder('categoryIds'),
      source: sql.placeholder('source'),
      revision: sql.placeholder('revision'),
    })
    .onConflictDoUpdate({
      target: product.productId,
      set: {
        isListed: sql`excluded.is_listed`,
        createdAt: sql`excluded.created_at`,
        thumbnail: sql`excluded.thumbnail`,
        facets: sql`excluded.facets`,
        categoryIds: sql`excluded.category_ids`,
        source: sql`excluded.source`,
        revision: sql`excluded.revision`,
        isStale: false,
      },
    })
    .returning({ id: product.id })
    .prepare(),
);
const unlist = prepared((db) =>
  db
    .update(product)
    .set({ isListed: false, isStale: false, revision: sql`${sql.placeholder('revision')}` })
    .where(eq(product.productId, sql.placeholder('productId')))
    .returning({ id: product.id })
    .prepare(),
);
const touch = prepared((db) =>
  db
    .update(product)
    .set({ revision: sql`${sql.placeholder('revision')}` })
    .where(inJson(product.id, 'ids'))
    .prepare(),
);
const updateStock = prepared((db) =>
  db
    .update(product)
    .set({
      stock: sql`(select max(${stockFact.status} in ('IN_STOCK', 'LOW_STOCK')) from ${variant}
        join ${stockFact} on ${stockFact.variantId} = ${variant.variantId}
        where ${variant.product} = ${sql.placeholder('id')} and ${variant.isLive})`,
    })
    .where(eq(product.id, sql.placeholder('id')))
    .prepare(),
);
const isChanged = and(
  gt(product.revision, sql.placeholder('after')),
  lte(product.revision, sql.placeholder('upTo')),
);
const selectChanged = prepared((db) =>
  db
    .select({
      id: product.id,
      productId: product.productId,
      isListed: product.isListed,
      createdAt: product.createdAt,
      stock: product.stock,
      stars: product.ratingAverage,
      rating: product.ratingBayes,
      sold: product.sold30d,
      facets: product.facets,
      categoryIds: product.categoryIds,
    })
    .from(product)
    .where(isChanged)
    .prepare(),
);
const selectChangedDocs = prepared((db) =>
  db
    .select({
      id: doc.id,
      product: doc.product,
      locale: doc.locale,
      nameKey: doc.nameKey,
      nameWords: doc.nameWords,
    })
    .from(doc)
    .innerJoin(product, eq(product.id, doc.product))
    .where(isChanged)
    .orderBy(asc(doc.product), asc(doc.locale))
    .prepare(),
);
const setStale = prepared((db) =>
  db
    .update(product)
    .set({ isStale: true })
    .where(
      and(
        eq(product.isListed, true),
        sql`exists (select 1 from json_each(${product.categoryIds}) where value = ${sql.placeholder('categoryId')})`,
      ),
    )
    .prepare(),
);
const selectStale = prepared((db) =>
  db
    .select({ id: product.id, source: product.source })
    .from(product)
    .where(eq(product.isStale, true))
    .limit(sql.placeholder('limit'))
    .prepare(),
);
const unsetStale = prepared((db) =>
  db.update(product).set({ isStale: false }).where(inJson(product.id, 'ids')).prepare(),
);
