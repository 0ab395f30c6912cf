import type { Resolvers } from '#src/generated/resolvers.ts';
import { AppliedDiscount, EarnedGift } from '#src/resolvers/cart-totals.ts';
import { Cart } from '#src/resolvers/cart.ts';
import { CartLine } from '#src/resolvers/cart-line.ts';
import { Mutation } from '#src/resolvers/mutation.ts';
import { ProductVariant } from '#src/resolvers/product-variant.ts';
import { Product } from '#src/resolvers/product.ts';
import { Promotion } from '#src/resolvers/promotion.ts';
import { Query } from '#src/resolvers/query.ts';
import { VariantPrice } from '#src/resolvers/variant-price.ts';

export const resolvers = {
  Query,
  Mutation,
  ProductVariant,
  VariantPrice,
  Product,
  Cart,
  CartLine,
  AppliedDiscount,
  EarnedGift,
  Promotion,
} satisfies Resolvers;
