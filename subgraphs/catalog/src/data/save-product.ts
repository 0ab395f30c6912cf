import { type Transaction, prepared } from '@supergraph/kit/database';
import { eq, sql } from '@supergraph/kit/drizzle';

import { createInsertAll, createUpsertAll } from '#src/data/insert-all.ts';
import { findProductTexts } from '#src/data/products.ts';
import { recordSlugs } from '#src/data/slugs.ts';
import type { ProductTextContent } from '#src/rules/product-content.ts';
import {
  type AttributeRow,
  type AttributeValueRow,
  type ComponentRow,
  type MediaRow,
  type ProductOptionRow,
  type ProductRow,
  attribute,
  attributeValue,
  bundleComponent,
  media,
  product,
  productOption,
  productText,
} from '#src/tables.ts';

export async function saveProduct(tx: Transaction, row: ProductRow): Promise<void> {
  upsert(tx, [row]);
}

/** Replaces the texts of a product. */
export async function replaceTexts(
  tx: Transaction,
  productId: string,
  texts: readonly ProductTextContent[],
): Promise<void> {
  const before = await findProductTexts(tx, [productId]);
  deleteTexts(tx).run({ productId });
  insertTexts(
    tx,
    texts.map((text) => ({ ...text, productId })),
  );
  await recordSlugs(tx, {
    kind: 'PRODUCT',
    targetId: productId,
    before: before.map(({ slug }) => slug),
    after: texts.map(({ slug }) => slug),
  });
}

export interface ProductDetails {
  readonly media: readonly MediaRow[];
  readonly options: readonly ProductOptionRow[];
  readonly attributes: readonly AttributeRow[];
  readonly attributeValues: readonly AttributeValueRow[];
  readonly components: readonly ComponentRow[];
}

/** Replaces the lists that belong to a product. Attributes are shared: they are only added, or told more about. */
export async function replaceDetails(
  tx: Transaction,
  productId: string,
  details: ProductDetails,
): Promise<void> {
  for (const remove of [deleteMedia, deleteOptions, deleteValues, deleteComponents]) {
    remove(tx).run({ productId });
  }
  insertMedia(tx, details.media);
  insertOptions(tx, details.options);
  if (details.attributes.length > 0) {
    learnAttributes(tx).run({ rows: JSON.stringify(details.attributes) });
  }
  insertValues(tx, details.attributeValues);
  insertComponents(tx, details.components);
}

const productId = sql.placeholder('productId');

const upsert = createUpsertAll(product, { key: [product.id], keep: ['createdAt'] });
const insertTexts = createInsertAll(productText);
const insertMedia = createInsertAll(media);
const insertOptions = createInsertAll(productOption);
const insertValues = createInsertAll(attributeValue);
const insertComponents = createInsertAll(bundleComponent);

const deleteTexts = prepared((db) =>
  db.delete(productText).where(eq(productText.productId, productId)).prepare(),
);
const deleteMedia = prepared((db) =>
  db.delete(media).where(eq(media.productId, productId)).prepare(),
);
const deleteOptions = prepared((db) =>
  db.delete(productOption).where(eq(productOption.productId, productId)).prepare(),
);
const deleteValues = prepared((db) =>
  db.delete(attributeValue).where(eq(attributeValue.productId, productId)).prepare(),
);
const deleteComponents = prepared((db) =>
  db.delete(bundleComponent).where(eq(bundleComponent.bundleId, productId)).prepare(),
);

// The order in which products arrive must not matter: one sentence among the values, and nobody narrows by it.
const learnAttributes = prepared((db) =>
  db
    .insert(attribute)
    .select(
      sql`select value ->> '$.code', value ->> '$.facetable', value ->> '$.kind' from json_each(${sql.placeholder('rows')}) where true`,
    )
    .onConflictDoUpdate({
      target: attribute.code,
      set: {
        facetable: sql`min(attribute.facetable, excluded.facetable)`,
        kind: sql`case when attribute.kind = excluded.kind then attribute.kind else 'TERM' end`,
      },
    })
    .prepare(),
);
