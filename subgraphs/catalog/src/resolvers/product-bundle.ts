import type { ProductBundleResolvers } from '#src/generated/resolvers.ts';
import { findReferred, ifReferable } from '#src/reading.ts';
import { itemFields } from '#src/resolvers/catalog-item.ts';

export const ProductBundle: ProductBundleResolvers = {
  ...itemFields,
  __resolveReference: async ({ id }, context) => {
    const row = await findReferred(id, context);
    return row?.kind === 'BUNDLE' ? row : null;
  },
  components: async ({ id }, _args, context) => {
    const rows = await context.loaders.components.load(id);
    const components = await Promise.all(
      rows.map(async ({ variantId, quantity }) => ({
        variant: await ifReferable(await context.loaders.variant.load(variantId), context),
        quantity,
      })),
    );
    return components.flatMap(({ variant, quantity }) =>
      variant === null ? [] : [{ variant, quantity }],
    );
  },
};
