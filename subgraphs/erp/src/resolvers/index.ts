import type { Resolvers } from '#src/generated/resolvers.ts';
import { Cart, ShippingOption } from '#src/resolvers/cart.ts';
import { Fulfillment } from '#src/resolvers/fulfillment.ts';
import { ProductVariant } from '#src/resolvers/product-variant.ts';
import { Query } from '#src/resolvers/query.ts';

export const resolvers = {
  Query,
  ProductVariant,
  Cart,
  ShippingOption,
  Fulfillment,
} satisfies Resolvers;
