import type { Transaction } from '@supergraph/kit/database';
import { hashId } from '@supergraph/kit/ids';

import type { CatalogDeps } from '#src/context.ts';
import { listInCategories } from '#src/data/category-listing.ts';
import { putCategoriesOf } from '#src/data/product-categories.ts';
import {
  type ProductDetails,
  replaceDetails,
  replaceTexts,
  saveProduct,
} from '#src/data/save-product.ts';
import { saveVariants } from '#src/data/save-variants.ts';
import { describeProducts } from '#src/describe.ts';
import { describeValue } from '#src/rules/attribute-kind.ts';
import { mediaKindOf } from '#src/rules/media-kind.ts';
import type { ProductContent, VariantContent } from '#src/rules/product-content.ts';
import type { ProductRow, VariantOptionRow, VariantRow } from '#src/tables.ts';

/** Who publishes, and the chain of causes the event belongs to. */
export interface Announcer {
  readonly deps: Pick<CatalogDeps, 'publish' | 'now' | 'settings'>;
  readonly correlationId: string;
}

export interface ProductWrite {
  readonly id: string;
  /** The row as it is; undefined for a new product. */
  readonly before: ProductRow | undefined;
  readonly content: ProductContent;
  readonly contentHash: string | null;
}

/** Stores a whole product or bundle and publishes it. The content is checked already: nothing here refuses it. */
export async function writeProduct(
  tx: Transaction,
  { id, before, content, contentHash }: ProductWrite,
  announcer: Announcer,
): Promise<'created' | 'updated'> {
  const at = announcer.deps.now();
  await saveProduct(tx, {
    id,
    kind: content.kind,
    brandId: content.brandId,
    status: content.status,
    version: (before?.version ?? 0) + 1,
    contentHash,
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
  });
  await replaceTexts(tx, id, content.texts);
  await putCategoriesOf(tx, id, content.categoryIds);
  await listInCategories(tx, [id]);
  await saveVariants(tx, id, {
    rows: content.variants.map((variant, position) => toVariantRow(id, variant, position)),
    options: content.variants.flatMap(toOptionRows),
    at,
  });
  await replaceDetails(tx, id, toDetails(id, content));
  await announceProducts(tx, [id], announcer);
  return before === undefined ? 'created' : 'updated';
}

/** Publishes the state of products. */
export async function announceProducts(
  tx: Transaction,
  ids: readonly string[],
  { deps, correlationId }: Announcer,
): Promise<void> {
  for (const data of await describeProducts(tx, ids, deps.settings.DEFAULT_LOCALE)) {
    await deps.publish(tx, {
      type: 'catalog.product.upserted',
      key: data.productId,
      data,
      cause: { correlationId },
    });
  }
}

function toVariantRow(
  productId: string,
  { options: _options, ...columns }: VariantContent,
  position: number,
): VariantRow {
  return { ...columns, productId, position, archivedAt: null };
}

function toOptionRows({ id, options }: VariantContent): VariantOptionRow[] {
  return options.map((option, position) => ({ ...option, variantId: id, position }));
}

function toDetails(productId: string, content: ProductContent): ProductDetails {
  const attributes = new Map<string, ReturnType<typeof toAttribute>>();
  const values = content.attributes.flatMap(({ code, unit, values: ofAttribute }, position) =>
    ofAttribute.map(({ locale, value }) => {
      const { num, ...facts } = describeValue(value);
      attributes.set(code, toAttribute(code, facts, attributes.get(code)));
      return { productId, position, locale, code, value, num, unit };
    }),
  );
  return {
    attributes: [...attributes.values()],
    attributeValues: values,
    options: content.options.map((option, position) => ({ ...option, productId, position })),
    media: content.media.map((one, position) => ({
      ...one,
      id: hashId('med', 'media', `${productId}/${position}`),
      productId,
      position,
      kind: mediaKindOf(one.url),
    })),
    components: content.components.map((one, position) => ({
      ...one,
      bundleId: productId,
      position,
    })),
  };
}

type Facts = Omit<ReturnType<typeof describeValue>, 'num'>;

/** One value that is a sentence, or of another kind, and the attribute is less than it seemed. */
function toAttribute(code: string, facts: Facts, before: Facts | undefined) {
  return {
    code,
    facetable: facts.facetable && (before?.facetable ?? true),
    kind: before === undefined || before.kind === facts.kind ? facts.kind : ('TERM' as const),
  };
}
