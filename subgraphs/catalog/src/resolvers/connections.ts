import type {
  BrandConnectionResolvers,
  ProductConnectionResolvers,
  ProductVariantConnectionResolvers,
} from '#src/generated/resolvers.ts';

export const ProductConnection: ProductConnectionResolvers = {
  totalCount: ({ countAll }) => countAll(),
};

export const ProductVariantConnection: ProductVariantConnectionResolvers = {
  totalCount: ({ countAll }) => countAll(),
};

export const BrandConnection: BrandConnectionResolvers = {
  totalCount: ({ countAll }) => countAll(),
};
