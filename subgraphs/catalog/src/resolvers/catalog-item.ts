import type { CatalogItemResolvers } from '#src/generated/resolvers.ts';
import { type Context } from '#src/context.ts';
import { assertSize, findReferred, findThumbnail, textOf } from '#src/reading.ts';
import type { MediaRow, ProductRow } from '#src/tables.ts';

export const CatalogItem: CatalogItemResolvers = {
  __resolveType: ({ kind }) => (kind === 'BUNDLE' ? 'ProductBundle' : 'Product'),
  __resolveReference: ({ id }, context) => findReferred(id, context),
};

/** The fields that products and bundles share. */
export const itemFields = {
  slug: async (row: ProductRow, _args: object, context: Context) =>
    (await textOf(row, context)).slug,
  name: async (row: ProductRow, _args: object, context: Context) =>
    (await textOf(row, context)).name,
  subtitle: async (row: ProductRow, _args: object, context: Context) =>
    (await textOf(row, context)).subtitle,
  descriptionHtml: async (row: ProductRow, _args: object, context: Context) =>
    (await textOf(row, context)).descriptionHtml,
  brand: ({ brandId }: ProductRow, _args: object, { loaders }: Context) =>
    brandId === null ? null : loaders.brand.load(brandId),
  thumbnail: (row: ProductRow, _args: object, context: Context) => findThumbnail(row, context),
  media: async (
    { id }: ProductRow,
    { first }: { first?: number | null },
    { loaders }: Context,
  ): Promise<MediaRow[]> => {
    const limit = first ?? 10;
    assertSize(limit);
    return (await loaders.media.load(id)).slice(0, limit);
  },
  categories: async ({ id }: ProductRow, _args: object, { loaders }: Context) =>
    (await loaders.categoriesOfProduct.load(id)).map(({ category }) => category),
};
