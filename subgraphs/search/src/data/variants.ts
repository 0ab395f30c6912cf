import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { eq, sql } from '@supergraph/kit/drizzle';

import { type VariantRow, code, stockFact, variant } from '#src/tables.ts';

export interface CodeRow {
  readonly code: string;
  readonly variantId: string;
}

/** Makes these the variants of a product, and these their codes. */
export async function replaceVariants(
  tx: Transaction,
  id: number,
  given: {
    readonly variants: readonly Omit<VariantRow, 'product'>[];
    readonly codes: readonly CodeRow[];
  },
): Promise<void> {
  deleteVariants(tx).run({ id });
  insertVariants(tx).run({ id, rows: JSON.stringify(given.variants) });
  deleteCodes(tx).run({ id });
  insertCodes(tx).run({ id, rows: JSON.stringify(given.codes) });
}

/** Live variants of products in their order. */
export async function findVariantsOf(db: Queries, ids: readonly number[]): Promise<VariantRow[]> {
  return selectOf(db).all({ ids: JSON.stringify(ids) });
}

/** Who has this SKU or GTIN. */
export async function findByCode(
  db: Queries,
  key: string,
): Promise<{ readonly product: number; readonly variantId: string }[]> {
  return selectByCode(db).all({ key });
}

/** Where the product of a variant is in the index; undefined while catalog has not told of it. */
export async function findProductOf(db: Queries, variantId: string): Promise<number | undefined> {
  return selectProduct(db).get({ variantId })?.product;
}

/** Notes what inventory says of a variant. False when it said so before. */
export async function saveStock(
  tx: Transaction,
  variantId: string,
  status: string,
): Promise<boolean> {
  return upsertStock(tx).run({ variantId, status }).changes > 0;
}

const deleteVariants = prepared((db) =>
  db
    .delete(variant)
    .where(eq(variant.product, sql.placeholder('id')))
    .prepare(),
);
const insertVariants = prepared((db) =>
  db
    .insert(variant)
    .select(
      sql`select value ->> 'variantId', ${sql.placeholder('id')}, value ->> 'sku', value ->> 'position', value ->> 'isLive', value -> 'options'
        from json_each(${sql.placeholder('rows')}) where true`,
    )
    // A variant may move to another product.
    .onConflictDoUpdate({
      target: variant.variantId,
      set: {
        product: sql`excluded.product`,
        sku: sql`excluded.sku`,
        position: sql`excluded.position`,
        isLive: sql`excluded.is_live`,
        options: sql`excluded.options`,
      },
    })
    .prepare(),
);
const deleteCodes = prepared((db) =>
  db
    .delete(code)
    .where(eq(code.product, sql.placeholder('id')))
    .prepare(),
);
const insertCodes = prepared((db) =>
  db
    .insert(code)
    .select(
      sql`select value ->> 'code', value ->> 'variantId', ${sql.placeholder('id')} from json_each(${sql.placeholder('rows')}) where true`,
    )
    .onConflictDoUpdate({
      target: [code.code, code.variantId],
      set: { product: sql`excluded.product` },
    })
    .prepare(),
);
const selectOf = prepared((db) =>
  db
    .select()
    .from(variant)
    .where(sql`${inJson(variant.product, 'ids')} and ${variant.isLive}`)
    .orderBy(variant.product, variant.position)
    .prepare(),
);
const selectByCode = prepared((db) =>
  db
    .select({ product: code.product, variantId: code.variantId })
    .from(code)
    .where(eq(code.code, sql.placeholder('key')))
    .limit(100)
    .prepare(),
);
const selectProduct = prepared((db) =>
  db
    .select({ product: variant.product })
    .from(variant)
    .where(eq(variant.variantId, sql.placeholder('variantId')))
    .prepare(),
);
const upsertStock = prepared((db) =>
  db
    .insert(stockFact)
    .values({ variantId: sql.placeholder('variantId'), status: sql.placeholder('status') })
    .onConflictDoUpdate({
      target: stockFact.variantId,
      set: { status: sql`excluded.status` },
      setWhere: sql`${stockFact.status} <> excluded.status`,
    })
    .prepare(),
);
