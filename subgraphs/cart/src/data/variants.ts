import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, eq, not, sql } from '@supergraph/kit/drizzle';

import { type VariantRow, variantRef } from '#src/tables.ts';

export async function findVariants(db: Queries, ids: readonly string[]): Promise<VariantRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

export async function saveVariant(tx: Transaction, row: VariantRow): Promise<void> {
  upsert(tx).run({ ...row });
}

/** Takes every variant of a product off sale, except those named. */
export async function withdrawVariants(
  tx: Transaction,
  productId: string,
  except: readonly string[],
): Promise<void> {
  withdraw(tx).run({ productId, except: JSON.stringify(except) });
}

/** Empties what was learnt from events, before they are read again. */
export async function forgetVariants(tx: Transaction): Promise<void> {
  tx.delete(variantRef).run();
}

const selectByIds = prepared((db) =>
  db.select().from(variantRef).where(inJson(variantRef.variantId, 'ids')).prepare(),
);
const withdraw = prepared((db) =>
  db
    .update(variantRef)
    .set({ sellable: false })
    .where(
      and(
        eq(variantRef.productId, sql.placeholder('productId')),
        not(inJson(variantRef.variantId, 'except')),
      ),
    )
    .prepare(),
);
const upsert = prepared((db) =>
  db
    .insert(variantRef)
    .values({
      variantId: sql.placeholder('variantId'),
      sku: sql.placeholder('sku'),
      productId: sql.placeholder('productId'),
      name: sql.placeholder('name'),
      options: sql.placeholder('options'),
      imageUrl: sql.placeholder('imageUrl'),
      weightGrams: sql.placeholder('weightGrams'),
      sellable: sql.placeholder('sellable'),
    })
    .onConflictDoUpdate({
      target: variantRef.variantId,
      set: {
        sku: sql`excluded.sku`,
        productId: sql`excluded.product_id`,
        name: sql`excluded.name`,
        options: sql`excluded.options`,
        imageUrl: sql`excluded.image_url`,
        weightGrams: sql`excluded.weight_grams`,
        sellable: sql`excluded.sellable`,
      },
    })
    .prepare(),
);
