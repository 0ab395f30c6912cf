import { type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, eq, not, sql } from '@supergraph/kit/drizzle';

import { createInsertAll, createUpsertAll } from '#src/data/insert-all.ts';
import {
  type VariantOptionRow,
  type VariantRow,
  product,
  variant,
  variantOption,
} from '#src/tables.ts';

export interface VariantsOfProduct {
  readonly rows: readonly VariantRow[];
  readonly options: readonly VariantOptionRow[];
  /** When those that are left out are archived. */
  readonly at: number;
}

/** Makes these the variants of a product; those it had beside them are archived. */
export async function saveVariants(
  tx: Transaction,
  productId: string,
  { rows, options, at }: VariantsOfProduct,
): Promise<void> {
  const ids = JSON.stringify(rows.map(({ id }) => id));
  forgetSourceOfMoved(tx).run({ productId, ids });
  // Two variants may swap their skus: both must let go before one takes the other's.
  releaseKeys(tx).run({ ids });
  upsert(tx, rows);
  archiveOthers(tx).run({ productId, ids, at });
  deleteOptions(tx).run({ ids });
  insertOptions(tx, options);
}

// A product that loses a variant to another one is no longer what its import line says.
const forgetSourceOfMoved = prepared((db) =>
  db
    .update(product)
    .set({ contentHash: null })
    .where(
      sql`${product.id} in (select moved.product_id from variant moved where moved.id in (select value from json_each(${sql.placeholder('ids')})) and moved.product_id <> ${sql.placeholder('productId')})`,
    )
    .prepare(),
);
const releaseKeys = prepared((db) =>
  db
    .update(variant)
    .set({ sku: sql`'~' || ${variant.id}`, gtin: null })
    .where(inJson(variant.id, 'ids'))
    .prepare(),
);
const upsert = createUpsertAll(variant, { key: [variant.id] });
const archiveOthers = prepared((db) =>
  db
    .update(variant)
    .set({ archivedAt: sql`coalesce(${variant.archivedAt}, ${sql.placeholder('at')})` })
    .where(and(eq(variant.productId, sql.placeholder('productId')), not(inJson(variant.id, 'ids'))))
    .prepare(),
);
const deleteOptions = prepared((db) =>
  db.delete(variantOption).where(inJson(variantOption.variantId, 'ids')).prepare(),
);
const insertOptions = createInsertAll(variantOption);
