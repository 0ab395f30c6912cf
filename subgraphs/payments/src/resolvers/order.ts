import { toMoney } from '@supergraph/kit/money';

import type { OrderResolvers } from '#src/generated/resolvers.ts';

/** The entity is orders'; payments adds how it was paid for. */
export const Order: OrderResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  payments: async ({ id }, _, { loaders }) => {
    const intents = await loaders.intentsOfOrder.load(id);
    return intents.length === 0 ? null : [...intents];
  },
  refundedTotal: async ({ id }, _, { loaders }) => {
    const intents = await loaders.intentsOfOrder.load(id);
    const [first] = intents;
    const sum = intents.reduce((total, { refunded }) => total + refunded, 0);
    return first === undefined ? null : toMoney(sum, first.currency);
  },
};
