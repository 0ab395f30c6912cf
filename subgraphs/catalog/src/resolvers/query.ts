import { readPage } from '@supergraph/kit/paging';

import { createPage } from '#src/connections.ts';
import type { Context } from '#src/context.ts';
import { countBrands, listBrands } from '#src/data/brands.ts';
import { findRoots } from '#src/data/categories.ts';
import { listLocales } from '#src/data/locales.ts';
import { countForSale, listNewest } from '#src/data/products.ts';
import type { QueryResolvers } from '#src/generated/resolvers.ts';
import { findListed, ifListed } from '#src/reading.ts';
import type { ProductRow } from '#src/tables.ts';

export const Query: QueryResolvers = {
  product: (_root, { id }, context) => findListed(id, 'PRODUCT', context),
  productBySlug: (_root, { slug }, context) => findBySlug(slug, 'PRODUCT', context),
  bundle: (_root, { id }, context) => findListed(id, 'BUNDLE', context),
  bundleBySlug: (_root, { slug }, context) => findBySlug(slug, 'BUNDLE', context),
  products: async (_root, args, { deps: { db } }) => {
    const page = readPage(args, { sort: 'newest', filter: null });
    return createPage({
      rows: await listNewest(db.reader, page),
      page,
      keyOf: ({ createdAt, id }) => [createdAt, id],
      countAll: () => countForSale(db.reader),
    });
  },
  variant: async (_root, { id }, context) =>
    ifListed(await context.loaders.variant.load(id), context),
  variantBySku: async (_root, { sku }, context) =>
    ifListed(await context.loaders.variantBySku.load(sku), context),
  category: (_root, { id }, { loaders }) => loaders.category.load(id),
  categoryBySlug: async (_root, { slug }, { loaders }) => {
    const id = await loaders.categoryIdBySlug.load(slug);
    return id === null ? null : loaders.category.load(id);
  },
  navigation: (_root, _args, { deps: { db } }) => findRoots(db.reader),
  brands: async (_root, args, { deps: { db } }) => {
    const page = readPage(args, { sort: 'name', filter: null, defaultFirst: 50 });
    return createPage({
      rows: await listBrands(db.reader, page),
      page,
      keyOf: ({ name, id }) => [name, id],
      countAll: () => countBrands(db.reader),
    });
  },
  locales: async (_root, _args, { deps: { db, settings } }) => {
    const found = await listLocales(db.reader);
    return [...new Set([settings.DEFAULT_LOCALE, ...found])];
  },
};

async function findBySlug(
  slug: string,
  kind: ProductRow['kind'],
  context: Context,
): Promise<ProductRow | null> {
  const id = await context.loaders.productIdBySlug.load(slug);
  return id === null ? null : findListed(id, kind, context);
}
