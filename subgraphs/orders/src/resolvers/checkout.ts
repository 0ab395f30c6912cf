import type { CheckoutResolvers } from '#src/generated/resolvers.ts';

/** The entity is cart's: it says which order to those alone who may see the checkout. */
export const Checkout: CheckoutResolvers = {
  order: async ({ orderId }, _, { loaders }) =>
    orderId == null ? null : loaders.anyOrder.load(orderId),
};
