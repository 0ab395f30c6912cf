import type { Transaction } from '@supergraph/kit/database';
import { notFoundError } from '@supergraph/kit/user-errors';

import type { CatalogDeps } from '#src/context.ts';
import { findBrands } from '#src/data/brands.ts';
import { findProduct } from '#src/data/products.ts';
import { findVariants, findVariantsBySku } from '#src/data/variants.ts';
import { readProducts } from '#src/describe.ts';
import { findMissingCategory, findVariantClash } from '#src/find-clash.ts';
import { refuseSlugs, refuseVersion } from '#src/refusals.ts';
import { replaceContent } from '#src/rules/replace-content.ts';
import type { ProductContent } from '#src/rules/product-content.ts';
import type { ProductInput } from '#src/rules/product-input.ts';
import {
  type WriteError,
  type WriteOutcome,
  done,
  duplicateError,
  refused,
} from '#src/rules/write-errors.ts';
import type { Sanitize } from '#src/sanitize.ts';
import { writeProduct } from '#src/write-product.ts';

export interface Upsert {
  readonly deps: CatalogDeps;
  readonly correlationId: string;
  readonly sanitize: Sanitize;
}

/** Creates or replaces a product. Checks everything before the first change, so a refusal leaves nothing behind. */
export async function upsertProduct(
  tx: Transaction,
  input: ProductInput,
  { deps, correlationId, sanitize }: Upsert,
): Promise<WriteOutcome> {
  const before = await findProduct(tx, input.id);
  const stale = refuseVersion('product', input, before);
  if (stale !== undefined) {
    return refused(stale);
  }
  const id = before?.id ?? deps.newId('prod');
  const variants = await identifyVariants(tx, { id, input, newId: deps.newId });
  if ('error' in variants) {
    return refused(variants.error);
  }
  const error =
    (await refuseReferences(tx, input)) ??
    (await refuseSlugs(tx, { id, kind: 'PRODUCT' }, input)) ??
    (await refuseVariants(tx, id, { input, ids: variants.ids }));
  if (error !== undefined) {
    return refused(error);
  }
  const content = await readContent(tx, id, { input, ids: variants.ids, sanitize });
  await writeProduct(tx, { id, before, content, contentHash: null }, { deps, correlationId });
  return done(id);
}

interface Asked {
  readonly input: ProductInput;
  readonly ids: readonly string[];
  readonly sanitize: Sanitize;
}

/** The input as it is stored, with what only the stored product knows. */
async function readContent(
  tx: Transaction,
  id: string,
  { input, ids, sanitize }: Asked,
): Promise<ProductContent> {
  const stored = await readProducts(tx, [id]);
  return replaceContent(input, {
    ids,
    sanitize,
    texts: stored.texts.get(id) ?? [],
    media: stored.media.get(id) ?? [],
    options: [...stored.variantOptions.values()].flat(),
  });
}

async function refuseReferences(
  tx: Transaction,
  { brandId, categoryIds }: ProductInput,
): Promise<WriteError | undefined> {
  if (brandId != null && (await findBrands(tx, [brandId])).length === 0) {
    return notFoundError(`There is no brand "${brandId}": Query.brands lists those there are.`, [
      'brandId',
    ]);
  }
  const missing = await findMissingCategory(tx, categoryIds);
  return missing === undefined
    ? undefined
    : notFoundError(`There is no category "${missing}": Query.navigation lists those there are.`, [
        'categoryIds',
        categoryIds.indexOf(missing),
      ]);
}

async function refuseVariants(
  tx: Transaction,
  id: string,
  { input, ids }: { readonly input: ProductInput; readonly ids: readonly string[] },
): Promise<WriteError | undefined> {
  const wanted = input.variants.map(({ sku, gtin = null }, place) => ({
    id: ids[place] ?? '',
    sku,
    gtin,
  }));
  const clash = await findVariantClash(tx, id, wanted);
  if (clash === undefined) {
    return undefined;
  }
  const bySku = wanted.findIndex(({ sku }) => sku === clash.value);
  const path =
    bySku === -1
      ? ['variants', wanted.findIndex(({ gtin }) => gtin === clash.value), 'gtin']
      : ['variants', bySku, 'sku'];
  return duplicateError(
    `"${clash.value}" belongs to the variant "${clash.existingId}": choose one that is free.`,
    path,
    clash.existingId,
  );
}

interface Identify {
  readonly id: string;
  readonly input: ProductInput;
  readonly newId: CatalogDeps['newId'];
}

/** The id of every variant of the input: the given one, that of its sku, or a new one. */
async function identifyVariants(
  tx: Transaction,
  { id, input, newId }: Identify,
): Promise<{ readonly ids: readonly string[] } | { readonly error: WriteError }> {
  const { variants } = input;
  const given = await findVariants(
    tx,
    variants.flatMap((variant) => variant.id ?? []),
  );
  const own = new Set(given.flatMap((row) => (row.productId === id ? row.id : [])));
  const foreign = variants.findIndex((variant) => variant.id != null && !own.has(variant.id));
  if (foreign !== -1) {
    const message = `The product has no variant "${variants[foreign]?.id}": give the id of one of its own, or none for a new one.`;
    return { error: notFoundError(message, ['variants', foreign, 'id']) };
  }
  const bySku = await findVariantsBySku(
    tx,
    variants.map(({ sku }) => sku),
  );
  const claimed = new Set(variants.flatMap((variant) => variant.id ?? []));
  const free = new Map(bySku.flatMap((row) => (claimed.has(row.id) ? [] : [[row.sku, row.id]])));
  return { ids: variants.map((variant) => variant.id ?? free.get(variant.sku) ?? newId('var')) };
}
