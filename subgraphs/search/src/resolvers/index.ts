import type { Resolvers } from '#src/generated/resolvers.ts';
import { Category } from '#src/resolvers/category.ts';
import { Mutation } from '#src/resolvers/mutation.ts';
import { Product } from '#src/resolvers/product.ts';
import { Query } from '#src/resolvers/query.ts';
import { SearchConnection } from '#src/resolvers/search-connection.ts';
import { SearchHit } from '#src/resolvers/search-hit.ts';

export const resolvers = {
  Query,
  Mutation,
  Product,
  Category,
  SearchConnection,
  SearchHit,
} satisfies Resolvers;
