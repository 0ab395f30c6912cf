import type { Resolvers } from '#src/generated/resolvers.ts';
import { Brand } from '#src/resolvers/brand.ts';
import { CatalogItem } from '#src/resolvers/catalog-item.ts';
import { Category } from '#src/resolvers/category.ts';
import {
  BrandConnection,
  ProductConnection,
  ProductVariantConnection,
} from '#src/resolvers/connections.ts';
import { Media, MediaImage, MediaVideo } from '#src/resolvers/media.ts';
import { Mutation } from '#src/resolvers/mutation.ts';
import { ProductBundle } from '#src/resolvers/product-bundle.ts';
import { ProductVariant } from '#src/resolvers/product-variant.ts';
import { Product } from '#src/resolvers/product.ts';
import { Query } from '#src/resolvers/query.ts';

export const resolvers = {
  Query,
  Mutation,
  CatalogItem,
  Product,
  ProductBundle,
  ProductVariant,
  Category,
  Brand,
  Media,
  MediaImage,
  MediaVideo,
  ProductConnection,
  ProductVariantConnection,
  BrandConnection,
} satisfies Resolvers;
