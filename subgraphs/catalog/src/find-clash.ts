import type { Queries } from '@supergraph/kit/database';

import { findCategories, findCategorySlugs } from '#src/data/categories.ts';
import { findProductSlugs } from '#src/data/products.ts';
import { findVariantsByGtin, findVariantsBySku } from '#src/data/variants.ts';
import type { VariantRow } from '#src/tables.ts';

/** Something that must be unique and belongs to something else. */
export interface Clash {
  readonly value: string;
  readonly existingId: string;
}

/** A slug that another product, bundle or category of the same kind has in any locale. */
export async function findSlugClash(
  db: Queries,
  id: string,
  wanted: { readonly kind: 'PRODUCT' | 'CATEGORY'; readonly slugs: readonly string[] },
): Promise<Clash | undefined> {
  const find = wanted.kind === 'PRODUCT' ? findProductSlugs : findCategorySlugs;
  const owner = (await find(db, wanted.slugs)).find((candidate) => candidate.id !== id);
  return owner && { value: owner.slug, existingId: owner.id };
}

interface WantedVariant {
  readonly id: string;
  readonly sku: string;
  readonly gtin: string | null;
}

/** A sku or gtin that another variant has. An archived variant of another product may be taken over with its sku. */
export async function findVariantClash(
  db: Queries,
  productId: string,
  variants: readonly WantedVariant[],
): Promise<Clash | undefined> {
  const ids = new Set(variants.map(({ id }) => id));
  const isForeign = (row: VariantRow): boolean =>
    !ids.has(row.id) || (row.productId !== productId && row.archivedAt === null);
  const bySku = await findVariantsBySku(
    db,
    variants.map(({ sku }) => sku),
  );
  const sku = bySku.find(isForeign);
  if (sku !== undefined) {
    return { value: sku.sku, existingId: sku.id };
  }
  const gtins = variants.flatMap(({ gtin }) => gtin ?? []);
  const gtin =
    gtins.length === 0 ? undefined : (await findVariantsByGtin(db, gtins)).find(isForeign);
  return gtin && { value: gtin.gtin ?? '', existingId: gtin.id };
}

/** The first of these categories that does not exist. */
export async function findMissingCategory(
  db: Queries,
  ids: readonly string[],
): Promise<string | undefined> {
  const known = new Set((await findCategories(db, ids)).map(({ id }) => id));
  return ids.find((id) => !known.has(id));
}
