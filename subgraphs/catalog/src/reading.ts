import { ClientError } from '@supergraph/kit/errors';
import { pickByLocale } from '@supergraph/kit/locales';

import type { Context } from '#src/context.ts';
import { isListed, isReferable } from '#src/rules/visibility.ts';
import { type Thumbnail, thumbnailOf } from '#src/rules/thumbnail.ts';
import type {
  CategoryRow,
  CategoryTextRow,
  ProductRow,
  ProductTextRow,
  VariantRow,
} from '#src/tables.ts';

type Kind = ProductRow['kind'];

/** A product that this caller may open: null when there is none, or none for them. */
export async function findListed(
  id: string,
  kind: Kind,
  { loaders, audience }: Context,
): Promise<ProductRow | null> {
  const row = await loaders.product.load(id);
  return row?.kind === kind && isListed(row.status, audience) ? row : null;
}

/** A product that something else refers to: archived ones are shown, drafts to staff only. */
export async function findReferred(
  id: string,
  { loaders, audience }: Context,
): Promise<ProductRow | null> {
  const row = await loaders.product.load(id);
  return row !== null && isReferable(row.status, audience) ? row : null;
}

/** The variant, when this caller may open it. */
export async function ifListed(
  row: VariantRow | null,
  context: Context,
): Promise<VariantRow | null> {
  if (row === null || (row.archivedAt !== null && context.audience !== 'STAFF')) {
    return null;
  }
  return (await findListed(row.productId, 'PRODUCT', context)) && row;
}

/** The variant, when something this caller sees may refer to it. */
export async function ifReferable(
  row: VariantRow | null,
  context: Context,
): Promise<VariantRow | null> {
  return row && (await findReferred(row.productId, context)) && row;
}

/** The texts in the best locale there is. Throws when a product has none, which no write allows. */
export async function textOf(
  { id }: Pick<ProductRow, 'id'>,
  { loaders, locales }: Context,
): Promise<ProductTextRow> {
  const text = pickByLocale(await loaders.productTexts.load(id), locales);
  if (text === undefined) {
    throw new Error(`The product "${id}" has no texts.`);
  }
  return text;
}

/** The texts of a category in the best locale there is. */
export async function categoryTextOf(
  { id }: Pick<CategoryRow, 'id'>,
  { loaders, locales }: Context,
): Promise<CategoryTextRow> {
  const text = pickByLocale(await loaders.categoryTexts.load(id), locales);
  if (text === undefined) {
    throw new Error(`The category "${id}" has no texts.`);
  }
  return text;
}

/** The picture for lists: the product's first, else that of its first variant that has one. */
export async function findThumbnail(
  { id }: Pick<ProductRow, 'id'>,
  { loaders }: Context,
): Promise<Thumbnail | null> {
  const ofProduct = thumbnailOf(await loaders.media.load(id), []);
  return ofProduct ?? thumbnailOf([], await loaders.variantsOf.load(id)) ?? null;
}

/** Throws VALIDATION where a loader cannot be asked for what a client sent. */
export function assertSize(first: number): void {
  if (first < 1 || first > 100) {
    throw new ClientError('VALIDATION', `"first" must be between 1 and 100, not ${first}.`);
  }
}
