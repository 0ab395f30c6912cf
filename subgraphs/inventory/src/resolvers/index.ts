import type { Resolvers } from '#src/generated/resolvers.ts';
import { CartLine } from '#src/resolvers/cart-line.ts';
import { LocationStock } from '#src/resolvers/location-stock.ts';
import { Location } from '#src/resolvers/location.ts';
import { Mutation } from '#src/resolvers/mutation.ts';
import { ProductVariant } from '#src/resolvers/product-variant.ts';
import { Query } from '#src/resolvers/query.ts';
import { StockLevel } from '#src/resolvers/stock-level.ts';
import { StockSummary } from '#src/resolvers/stock-summary.ts';

export const resolvers = {
  Query,
  Mutation,
  ProductVariant,
  StockSummary,
  LocationStock,
  StockLevel,
  Location,
  CartLine,
} satisfies Resolvers;
