import type { Queries } from '@supergraph/kit/database';
import { localeChain, pickByLocale } from '@supergraph/kit/locales';

import { findBrands } from '#src/data/brands.ts';
import { findCategoryTexts } from '#src/data/categories.ts';
import {
  findAttributes,
  findComponents,
  findMedia,
  findProductOptions,
} from '#src/data/details.ts';
import { findCategoriesOf } from '#src/data/product-categories.ts';
import { findProductTexts, findProducts } from '#src/data/products.ts';
import { findVariantOptions, findVariants, findVariantsOf } from '#src/data/variants.ts';
import { EVERY_LOCALE } from '#src/rules/product-content.ts';
import { thumbnailOf } from '#src/rules/thumbnail.ts';
import type { CategoryRow, ProductRow, VariantRow } from '#src/tables.ts';

/** Everything stored about some products, read in a number of statements that their number does not change. */
export async function readProducts(db: Queries, ids: readonly string[]) {
  const products = await findProducts(db, ids);
  const variants = await findVariantsOf(db, ids);
  const components = await findComponents(db, ids);
  return {
    products,
    brands: await findBrands(
      db,
      products.flatMap(({ brandId }) => brandId ?? []),
    ),
    categories: Map.groupBy(await findCategoriesOf(db, ids), ({ productId }) => productId),
    texts: Map.groupBy(await findProductTexts(db, ids), ({ productId }) => productId),
    attributes: Map.groupBy(await findAttributes(db, ids), ({ productId }) => productId),
    options: Map.groupBy(await findProductOptions(db, ids), ({ productId }) => productId),
    media: Map.groupBy(await findMedia(db, ids), ({ productId }) => productId),
    variants: Map.groupBy(variants, ({ productId }) => productId),
    variantOptions: Map.groupBy(
      await findVariantOptions(
        db,
        variants.map(({ id }) => id),
      ),
      ({ variantId }) => variantId,
    ),
    components: Map.groupBy(components, ({ bundleId }) => bundleId),
    parts: new Map(
      (
        await findVariants(
          db,
          components.map(({ variantId }) => variantId),
        )
      ).map((row) => [row.id, row]),
    ),
  };
}

type Stored = Awaited<ReturnType<typeof readProducts>>;

/** Products as the event catalog.product.upserted tells of them. */
export async function describeProducts(db: Queries, ids: readonly string[], defaultLocale: string) {
  const stored = await readProducts(db, ids);
  return stored.products.map((row) => describeProduct(row, stored, defaultLocale));
}

function describeProduct(row: ProductRow, stored: Stored, defaultLocale: string) {
  const { id, kind, status, version, createdAt, updatedAt } = row;
  const categories = (stored.categories.get(id) ?? []).map(({ category }) => category);
  const variants = stored.variants.get(id) ?? [];
  const thumbnail = thumbnailOf(stored.media.get(id) ?? [], variants) ?? null;
  return {
    productId: id,
    kind,
    status,
    version,
    brand: describeBrand(row.brandId, stored),
    categoryIds: categories.map((category) => category.id),
    ancestorCategoryIds: [...new Set(categories.flatMap(idsOfPath))],
    texts: (stored.texts.get(id) ?? []).map(
      ({ locale, slug, name, subtitle, descriptionHtml }) => ({
        locale,
        slug,
        name,
        subtitle,
        descriptionHtml,
      }),
    ),
    attributes: describeAttributes(stored.attributes.get(id) ?? [], defaultLocale),
    imageUrl: thumbnail?.url ?? null,
    thumbnail,
    variants: variants.map((variant) => describeVariant(variant, stored)),
    components: (stored.components.get(id) ?? []).map(({ variantId, quantity }) => ({
      variantId,
      sku: stored.parts.get(variantId)?.sku ?? '',
      quantity,
    })),
    createdAt,
    updatedAt,
  };
}

function describeBrand(brandId: string | null, { brands }: Stored) {
  const brand = brands.find(({ id }) => id === brandId);
  return brand === undefined ? null : { id: brand.id, name: brand.name };
}

function describeVariant(variant: VariantRow, { variantOptions }: Stored) {
  return {
    variantId: variant.id,
    sku: variant.sku,
    gtin: variant.gtin,
    position: variant.position,
    taxClass: variant.taxClass,
    archived: variant.archivedAt !== null,
    imageUrl: variant.imageUrl,
    weightGrams: variant.weightGrams,
    options: (variantOptions.get(variant.id) ?? []).map(({ name, value, label }) => ({
      name,
      value,
      label,
    })),
  };
}

function describeAttributes(
  rows: NonNullable<ReturnType<Stored['attributes']['get']>>,
  defaultLocale: string,
) {
  const chain = [...localeChain(defaultLocale, defaultLocale), EVERY_LOCALE];
  return [...Map.groupBy(rows, ({ position }) => position).values()].flatMap((values) => {
    const best = pickByLocale(values, chain);
    if (best === undefined) {
      return [];
    }
    const { code, value, unit, facetable } = best;
    return [{ code, value, unit, facetable }];
  });
}

/** Categories as the event catalog.category.changed tells of them. */
export async function describeCategories(db: Queries, rows: readonly CategoryRow[]) {
  const texts = Map.groupBy(
    await findCategoryTexts(
      db,
      rows.map(({ id }) => id),
    ),
    ({ categoryId }) => categoryId,
  );
  return rows.map(({ id, parentId, path, depth, position }) => ({
    categoryId: id,
    parentId,
    path,
    depth,
    position,
    texts: (texts.get(id) ?? []).map(({ locale, slug, name }) => ({ locale, slug, name })),
  }));
}

/** Ids from the root to the category, both included. */
export function idsOfPath({ path }: Pick<CategoryRow, 'path'>): string[] {
  return path.split('/').filter((id) => id !== '');
}
