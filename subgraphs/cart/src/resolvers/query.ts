import { findCartByToken } from '#src/data/carts.ts';
import type { QueryResolvers } from '#src/generated/resolvers.ts';
import { canChange } from '#src/rules/access.ts';

export const Query: QueryResolvers = {
  checkout: (_, { id }, { loaders }) => loaders.checkout.load(id),

  cart: async (_, __, { db, viewer, loaders }) => {
    const { customerId, tokenHash } = viewer;
    const own = customerId === null ? null : await loaders.activeCart.load(customerId);
    if (own !== null || tokenHash === null) {
      return own;
    }
    const ofToken = await findCartByToken(db.reader, tokenHash);
    return ofToken !== undefined && canChange(ofToken, viewer) ? ofToken : null;
  },
};
