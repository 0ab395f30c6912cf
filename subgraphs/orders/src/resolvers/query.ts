import type { QueryResolvers } from '#src/generated/resolvers.ts';

import { pageOrders } from './connections.ts';

export const Query: QueryResolvers = {
  order: (_, { id }, { loaders }) => loaders.order.load(id),
  orders: (_, { filter, ...args }, context) => pageOrders(context, filter, args),
};
