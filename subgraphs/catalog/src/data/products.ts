import { type Queries, inJson, prepared } from '@supergraph/kit/database';
import { and, count, desc, eq, sql } from '@supergraph/kit/drizzle';

import { type SlugOwner } from '#src/data/slugs.ts';
import { type ProductRow, type ProductTextRow, product, productText } from '#src/tables.ts';

type Keys = readonly string[];

/** Products and bundles with these ids, whatever their status. */
export async function findProducts(db: Queries, ids: Keys): Promise<ProductRow[]> {
  return selectProducts(db).all({ ids: JSON.stringify(ids) });
}

/** The product with this id, whatever its status; a bundle is none. */
export async function findProduct(
  db: Queries,
  id: string | null | undefined,
): Promise<ProductRow | undefined> {
  const [row] = id == null ? [] : await findProducts(db, [id]);
  return row?.kind === 'PRODUCT' ? row : undefined;
}

export async function findProductTexts(db: Queries, ids: Keys): Promise<ProductTextRow[]> {
  return selectTexts(db).all({ ids: JSON.stringify(ids) });
}

/** Who has these slugs, in any locale. */
export async function findProductSlugs(db: Queries, slugs: Keys): Promise<SlugOwner[]> {
  return selectSlugs(db).all({ slugs: JSON.stringify(slugs) });
}

export interface PageStart {
  readonly limit: number;
  readonly after: readonly (string | number)[] | null;
}

/** Products for sale, newest first, one more than the limit. */
export async function listNewest(db: Queries, { limit, after }: PageStart): Promise<ProductRow[]> {
  const [at = Number.MAX_SAFE_INTEGER, id = ''] = after ?? [];
  return selectNewest(db).all({ at, id, limit: limit + 1 });
}

export async function countForSale(db: Queries): Promise<number> {
  return selectCountForSale(db).get()?.count ?? 0;
}

const forSale = and(eq(product.kind, 'PRODUCT'), eq(product.status, 'ACTIVE'));

const selectProducts = prepared((db) =>
  db.select().from(product).where(inJson(product.id, 'ids')).prepare(),
);
const selectTexts = prepared((db) =>
  db
    .select()
    .from(productText)
    .where(inJson(productText.productId, 'ids'))
    .orderBy(productText.productId, productText.locale)
    .prepare(),
);
const selectSlugs = prepared((db) =>
  db
    .selectDistinct({ slug: productText.slug, id: productText.productId })
    .from(productText)
    .where(inJson(productText.slug, 'slugs'))
    .prepare(),
);
const selectNewest = prepared((db) =>
  db
    .select()
    .from(product)
    .where(
      and(
        forSale,
        sql`(${product.createdAt}, ${product.id}) < (${sql.placeholder('at')}, ${sql.placeholder('id')})`,
      ),
    )
    .orderBy(desc(product.createdAt), desc(product.id))
    .limit(sql.placeholder('limit'))
    .prepare(),
);
const selectCountForSale = prepared((db) =>
  db.select({ count: count() }).from(product).where(forSale).prepare(),
);
