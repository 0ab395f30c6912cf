import type { Transaction } from '@supergraph/kit/database';

import type { UpsertedProduct } from '#src/rules/catalog-events.ts';
import { nextRevision } from '#src/data/index-state.ts';
import { countStock, saveProduct, unlistProduct } from '#src/data/products.ts';
import { applyRating } from '#src/data/ratings.ts';
import { type CodeRow, replaceVariants } from '#src/data/variants.ts';
import { type KnownTerms, removeDocs, writeDocs } from '#src/projection/write-docs.ts';
import { facetNameOf } from '#src/rules/facet-names.ts';
import { codeKeyOf } from '#src/rules/fold.ts';
import { toPlainText } from '#src/rules/plain-text.ts';
import type { Source } from '#src/rules/source.ts';
import type { FacetFact } from '#src/tables.ts';

const NUMBER = /^-?\d{1,15}(?:\.\d{1,8})?$/u;
/** Longer values are sentences: nobody narrows a list by one. */
const MAX_FACET_LENGTH = 60;

/** Keeps a product as catalog tells of it; one that is not for sale is not found any more. */
export async function putProduct(
  tx: Transaction,
  upserted: UpsertedProduct,
  shelf: KnownTerms,
): Promise<void> {
  const source = sourceOf(upserted);
  const isListed = upserted.status === 'ACTIVE';
  const revision = await nextRevision(tx);
  const id = await saveProduct(tx, {
    productId: upserted.productId,
    isListed,
    createdAt: upserted.createdAt ?? upserted.updatedAt,
    thumbnail: upserted.thumbnail ?? withoutSize(upserted.imageUrl),
    facets: facetsOf(upserted),
    categoryIds: upserted.ancestorCategoryIds,
    source,
    revision,
  });
  await replaceVariants(tx, id, {
    variants: upserted.variants.map(({ variantId, sku, position, archived, options }) => ({
      variantId,
      sku,
      position,
      isLive: !archived,
      options,
    })),
    codes: upserted.variants.filter(({ archived }) => !archived).flatMap(codesOf),
  });
  await countStock(tx, id);
  await applyRating(tx, upserted.productId, revision);
  await (isListed ? writeDocs(tx, { id, source }, shelf) : removeDocs(tx, id));
}

/** Takes a product out of the index. */
export async function archiveProduct(tx: Transaction, productId: string): Promise<void> {
  const id = await unlistProduct(tx, productId, await nextRevision(tx));
  if (id !== undefined) {
    await removeDocs(tx, id);
  }
}

function withoutSize(url: string | null | undefined) {
  return url == null ? null : { url, alt: null, width: null, height: null };
}

function sourceOf({
  texts,
  brand,
  attributes,
  variants,
  ancestorCategoryIds,
}: UpsertedProduct): Source {
  const live = variants.filter(({ archived }) => !archived);
  return {
    texts: texts.map(({ descriptionHtml, ...text }) => ({
      ...text,
      subtitle: text.subtitle ?? null,
      description: descriptionHtml == null ? null : toPlainText(descriptionHtml),
    })),
    brand: brand?.name ?? null,
    traits: [
      ...new Set([
        ...attributes.map(({ value, unit }) => withUnit(value, unit)),
        ...live.flatMap(({ options }) => options.map(({ label }) => label)),
      ]),
    ],
    skus: live.map(({ sku }) => sku),
    categoryIds: ancestorCategoryIds,
  };
}

function facetsOf({ brand, attributes, variants }: UpsertedProduct): FacetFact[] {
  const facts: FacetFact[] = [
    ...(brand === null ? [] : [['brand', brand.id, brand.name, null, null] as const]),
    ...attributes.filter(isFacetable).map(({ code, value, unit }): FacetFact => {
      const text = withUnit(value, unit);
      return [
        facetNameOf(code),
        text,
        text,
        NUMBER.test(value) ? Number(value) : null,
        unit ?? null,
      ];
    }),
    ...variants
      .filter(({ archived }) => !archived)
      .flatMap(({ options }) =>
        options.map(({ name, value, label }): FacetFact => [
          facetNameOf(name),
          value,
          label,
          null,
          null,
        ]),
      ),
  ];
  return [...new Map(facts.map((fact) => [`${fact[0]}\n${fact[1]}`, fact])).values()];
}

function isFacetable({ facetable, value }: UpsertedProduct['attributes'][number]): boolean {
  return facetable ?? value.length <= MAX_FACET_LENGTH;
}

function withUnit(value: string, unit: string | null | undefined): string {
  return unit == null ? value : `${value} ${unit}`;
}

function codesOf({ variantId, sku, gtin }: UpsertedProduct['variants'][number]): CodeRow[] {
  return [sku, gtin ?? '']
    .map(codeKeyOf)
    .filter((code) => code !== '')
    .map((code) => ({ code, variantId }));
}
