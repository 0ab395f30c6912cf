import type { Queries } from '@supergraph/kit/database';
import { createEntityLoader, createRelationLoader } from '@supergraph/kit/loaders';
import type { Page } from '@supergraph/kit/paging';
import DataLoader from 'dataloader';

import { findBrands } from '#src/data/brands.ts';
import {
  findCategories,
  findCategorySlugs,
  findCategoryTexts,
  findChildren,
} from '#src/data/categories.ts';
import {
  type ListedProduct,
  countProductsOfCategories,
  listProductsOfCategories,
} from '#src/data/category-listing.ts';
import {
  findAttributes,
  findComponents,
  findMedia,
  findProductOptions,
} from '#src/data/details.ts';
import { findCategoriesOf } from '#src/data/product-categories.ts';
import { findProducts, findProductTexts, findProductSlugs } from '#src/data/products.ts';
import { type SlugKind, type SlugOwner, findFormerOwners } from '#src/data/slugs.ts';
import {
  type VariantFilter,
  countVariants,
  findOptionsInUse,
  findVariantOptions,
  findVariants,
  findVariantsBySku,
  findVariantsOf,
  listVariants,
} from '#src/data/variants.ts';
import type { VariantRow } from '#src/tables.ts';

type Keys = readonly string[];
export type Loaders = ReturnType<typeof createLoaders>;

/** One loader per look-up, made for one request: lists of any length run one statement per step. */
export function createLoaders(db: Queries) {
  return {
    ...createProductLoaders(db),
    ...createVariantLoaders(db),
    ...createCategoryLoaders(db),
    brand: createEntityLoader(
      (ids: Keys) => findBrands(db, ids),
      (row) => row.id,
    ),
  };
}

function createProductLoaders(db: Queries) {
  return {
    product: createEntityLoader(
      (ids: Keys) => findProducts(db, ids),
      (row) => row.id,
    ),
    productIdBySlug: createSlugLoader(db, 'PRODUCT', findProductSlugs),
    productTexts: createRelationLoader(
      (ids: Keys) => findProductTexts(db, ids),
      (row) => row.productId,
    ),
    media: createRelationLoader(
      (ids: Keys) => findMedia(db, ids),
      (row) => row.productId,
    ),
    options: createRelationLoader(
      (ids: Keys) => findProductOptions(db, ids),
      (row) => row.productId,
    ),
    optionsInUse: createRelationLoader(
      (ids: Keys) => findOptionsInUse(db, ids),
      (row) => row.productId,
    ),
    attributes: createRelationLoader(
      (ids: Keys) => findAttributes(db, ids),
      (row) => row.productId,
    ),
    components: createRelationLoader(
      (ids: Keys) => findComponents(db, ids),
      (row) => row.bundleId,
    ),
    categoriesOfProduct: createRelationLoader(
      (ids: Keys) => findCategoriesOf(db, ids),
      (row) => row.productId,
    ),
  };
}

export interface VariantPageKey {
  readonly productId: string;
  readonly page: Page;
  readonly filter: VariantFilter;
}

function createVariantLoaders(db: Queries) {
  return {
    variant: createEntityLoader(
      (ids: Keys) => findVariants(db, ids),
      (row) => row.id,
    ),
    variantBySku: createEntityLoader(
      (skus: Keys) => findVariantsBySku(db, skus),
      (row) => row.sku,
    ),
    variantsOf: createRelationLoader(
      (ids: Keys) => findVariantsOf(db, ids),
      (row) => row.productId,
    ),
    variantOptions: createRelationLoader(
      (ids: Keys) => findVariantOptions(db, ids),
      (row) => row.variantId,
    ),
    variantPage: createPageLoader<VariantPageKey, VariantRow>(
      ({ productId, page: { limit, after }, filter }) => [productId, { limit, after, ...filter }],
      async (ids, { page, filter }) => {
        const rows = await listVariants(db, ids, { ...page, ...filter });
        return Map.groupBy(rows, (row) => row.productId);
      },
    ),
    variantCount: createPageLoader<Omit<VariantPageKey, 'page'>, number>(
      ({ productId, filter }) => [productId, filter],
      async (ids, { filter }) => {
        const rows = await countVariants(db, ids, filter);
        return new Map(rows.map((row) => [row.productId, [row.count]]));
      },
    ),
  };
}

export interface CategoryPageKey {
  readonly categoryId: string;
  readonly page: Page;
}

function createCategoryLoaders(db: Queries) {
  return {
    category: createEntityLoader(
      (ids: Keys) => findCategories(db, ids),
      (row) => row.id,
    ),
    categoryIdBySlug: createSlugLoader(db, 'CATEGORY', findCategorySlugs),
    categoryTexts: createRelationLoader(
      (ids: Keys) => findCategoryTexts(db, ids),
      (row) => row.categoryId,
    ),
    children: createRelationLoader(
      (ids: Keys) => findChildren(db, ids),
      (row) => row.parentId ?? '',
    ),
    productsOfCategory: createPageLoader<CategoryPageKey, ListedProduct>(
      ({ categoryId, page: { limit, after } }) => [categoryId, { limit, after }],
      async (categoryIds, { page }) => {
        const [position = -1, id = ''] = page.after ?? [];
        const rows = await listProductsOfCategories(db, categoryIds, {
          after: [Number(position), String(id)],
          limit: page.limit + 1,
        });
        return Map.groupBy(rows, (row) => row.categoryId);
      },
    ),
    countOfCategory: new DataLoader(async (categoryIds: Keys) => {
      const rows = await countProductsOfCategories(db, categoryIds);
      const countById = new Map(rows.map((row) => [row.categoryId, row.count]));
      return categoryIds.map((id) => countById.get(id) ?? 0);
    }),
  };
}

type FindOwners = (db: Queries, slugs: Keys) => Promise<readonly SlugOwner[]>;

/** Whose slug it is. One that is in use wins over one that was given up. */
function createSlugLoader(db: Queries, kind: SlugKind, findOwners: FindOwners) {
  return new DataLoader(async (slugs: Keys): Promise<(string | null)[]> => {
    const owners = await findOwners(db, slugs);
    const idBySlug = new Map(owners.map(({ slug, id }) => [slug, id]));
    const former = slugs.filter((slug) => !idBySlug.has(slug));
    for (const { slug, id } of former.length > 0 ? await findFormerOwners(db, kind, former) : []) {
      idBySlug.set(slug, id);
    }
    return slugs.map((slug) => idBySlug.get(slug) ?? null);
  });
}

/**
 * A loader for lists that every owner has, with arguments. Owners asked for with the same arguments are found by one
 * statement; how many different arguments there are is up to the operation's text, not to its data.
 */
function createPageLoader<Key, Row>(
  split: (key: Key) => readonly [owner: string, args: object],
  findMany: (owners: Keys, key: Key) => Promise<ReadonlyMap<string, readonly Row[]>>,
): DataLoader<Key, readonly Row[], string> {
  const argsOf = (key: Key): string => JSON.stringify(split(key)[1]);
  return new DataLoader(
    async (keys) => {
      const found = new Map<Key, readonly Row[]>();
      for (const alike of Map.groupBy(keys, argsOf).values()) {
        const [sample] = alike;
        if (sample !== undefined) {
          const rows = await findMany(
            alike.map((key) => split(key)[0]),
            sample,
          );
          alike.forEach((key) => found.set(key, rows.get(split(key)[0]) ?? []));
        }
      }
      return keys.map((key) => found.get(key) ?? []);
    },
    { cacheKeyFn: (key) => JSON.stringify(split(key)) },
  );
}
