import { ClientError } from '@supergraph/kit/errors';

import type { CustomerResolvers } from '#src/generated/resolvers.ts';

const MAX_FIRST = 100;

/** The entity is customers'; cart adds what the customer is about to buy. */
export const Customer: CustomerResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  cart: ({ id }, _, { loaders }) => loaders.activeCart.load(id),
  abandonedCarts: async ({ id }, args, { loaders }) => {
    const first = args.first ?? 5;
    if (first < 1 || first > MAX_FIRST) {
      throw new ClientError(
        'VALIDATION',
        `"first" must be between 1 and ${MAX_FIRST}, not ${first}.`,
      );
    }
    const carts = await loaders.restingCarts.load(id);
    return carts.slice(0, first);
  },
};
