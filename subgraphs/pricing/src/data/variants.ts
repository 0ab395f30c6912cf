import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, eq, not, sql } from '@supergraph/kit/drizzle';

import { type VariantRow, variantRef } from '#src/tables.ts';

export async function findVariants(
  db: Queries,
  variantIds: readonly string[],
): Promise<VariantRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(variantIds) });
}

export async function findVariantsBySku(
  db: Queries,
  skus: readonly string[],
): Promise<VariantRow[]> {
  return selectBySkus(db).all({ skus: JSON.stringify(skus) });
}

export async function findVariantsOfProducts(
  db: Queries,
  productIds: readonly string[],
): Promise<VariantRow[]> {
  return selectByProducts(db).all({ productIds: JSON.stringify(productIds) });
}

/** Makes these the variants of a product; ones it had before and lost count as archived. */
export async function putVariants(
  tx: Transaction,
  productId: string,
  variants: readonly VariantRow[],
): Promise<void> {
  const ids = JSON.stringify(variants.map(({ variantId }) => variantId));
  // A sku can come back on another variant; the one that had it is gone then.
  deleteFormerOwners(tx).run({ ids, skus: JSON.stringify(variants.map(({ sku }) => sku)) });
  archiveOthers(tx).run({ productId, ids });
  for (const variant of variants) {
    upsertVariant(tx).run({ ...variant });
  }
}

export async function archiveVariants(
  tx: Transaction,
  variantIds: readonly string[],
): Promise<void> {
  archiveByIds(tx).run({ ids: JSON.stringify(variantIds) });
}

/** Empties what was learnt from events, before they are read again. */
export async function forgetVariants(tx: Transaction): Promise<void> {
  tx.delete(variantRef).run();
}

const selectByIds = prepared((db) =>
  db.select().from(variantRef).where(inJson(variantRef.variantId, 'ids')).prepare(),
);
const selectBySkus = prepared((db) =>
  db.select().from(variantRef).where(inJson(variantRef.sku, 'skus')).prepare(),
);
const selectByProducts = prepared((db) =>
  db.select().from(variantRef).where(inJson(variantRef.productId, 'productIds')).prepare(),
);
const deleteFormerOwners = prepared((db) =>
  db
    .delete(variantRef)
    .where(and(inJson(variantRef.sku, 'skus'), not(inJson(variantRef.variantId, 'ids'))))
    .prepare(),
);
const archiveOthers = prepared((db) =>
  db
    .update(variantRef)
    .set({ archived: true })
    .where(
      and(
        eq(variantRef.productId, sql.placeholder('productId')),
        not(inJson(variantRef.variantId, 'ids')),
      ),
    )
    .prepare(),
);
const archiveByIds = prepared((db) =>
  db
    .update(variantRef)
    .set({ archived: true })
    .where(inJson(variantRef.variantId, 'ids'))
    .prepare(),
);
const upsertVariant = prepared((db) =>
  db
    .insert(variantRef)
    .values({
      variantId: sql.placeholder('variantId'),
      productId: sql.placeholder('productId'),
      sku: sql.placeholder('sku'),
      taxClass: sql.placeholder('taxClass'),
      categoryIds: sql.placeholder('categoryIds'),
      archived: sql.placeholder('archived'),
    })
    .onConflictDoUpdate({
      target: variantRef.variantId,
      set: {
        productId: sql`excluded.product_id`,
        sku: sql`excluded.sku`,
        taxClass: sql`excluded.tax_class`,
        categoryIds: sql`excluded.category_ids`,
        archived: sql`excluded.archived`,
      },
    })
    .prepare(),
);
