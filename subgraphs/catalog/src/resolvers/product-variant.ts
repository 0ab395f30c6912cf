import type { ProductVariantResolvers } from '#src/generated/resolvers.ts';
import { findReferred, findThumbnail, ifReferable, textOf } from '#src/reading.ts';
import { nameVariant } from '#src/rules/options.ts';

export const ProductVariant: ProductVariantResolvers = {
  __resolveReference: async (reference, context) => {
    const { variant, variantBySku } = context.loaders;
    const row = 'id' in reference ? variant.load(reference.id) : variantBySku.load(reference.sku);
    return ifReferable(await row, context);
  },
  name: async ({ id, productId }, _args, context) => {
    const [text, options] = await Promise.all([
      textOf({ id: productId }, context),
      context.loaders.variantOptions.load(id),
    ]);
    return nameVariant(text.name, options);
  },
  product: async ({ id, productId }, _args, context) => {
    const product = await findReferred(productId, context);
    if (product === null) {
      throw new Error(`The variant "${id}" is shown without its product.`);
    }
    return product;
  },
  selectedOptions: async ({ id }, _args, { loaders }) => [
    ...(await loaders.variantOptions.load(id)),
  ],
  image: ({ imageUrl, productId }, _args, context) =>
    imageUrl === null ? findThumbnail({ id: productId }, context) : { url: imageUrl },
  dimensions: ({ lengthMm, widthMm, heightMm }) =>
    lengthMm === null || widthMm === null || heightMm === null
      ? null
      : { lengthMm, widthMm, heightMm },
  archived: ({ archivedAt }) => archivedAt !== null,
};
