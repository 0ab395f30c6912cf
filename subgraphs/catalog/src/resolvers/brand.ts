import type { BrandResolvers } from '#src/generated/resolvers.ts';

export const Brand: BrandResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.brand.load(id),
  logo: ({ logoUrl }) => (logoUrl === null ? null : { url: logoUrl }),
};
