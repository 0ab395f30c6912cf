import type { CustomerResolvers } from '#src/generated/resolvers.ts';

/** The entity is customers'; payments adds the methods that were kept. */
export const Customer: CustomerResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  savedPaymentMethods: async ({ id }, _, { loaders, request }) =>
    request.claims?.sub === id ? [...(await loaders.methodsOfCustomer.load(id))] : null,
};
