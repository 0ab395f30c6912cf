import { toMoney } from '@supergraph/kit/money';

import type { CustomerResolvers } from '#src/generated/resolvers.ts';
import { canList } from '#src/rules/access.ts';

import { pageOrders } from './connections.ts';

/** The entity is customers'; orders adds what was bought. */
export const Customer: CustomerResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  orders: ({ id }, { status, ...args }, context) =>
    canList(id, context.request) ? pageOrders(context, { customerId: id, status }, args) : null,
  lifetimeValue: async ({ id }, _, { loaders }) => {
    const value = await loaders.lifetimeValue.load(id);
    return value === null ? null : toMoney(value.amount, value.currency);
  },
};
