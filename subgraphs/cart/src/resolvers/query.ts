import { findCartByToken } from '#src/data/carts.ts';
import type { QueryResolvers } from '#src/generated/resolvers.ts';
import { canSee } from '#src/rules/access.ts';

export const Query: QueryResolvers = {
  cart: async (_, __, { db, viewer, loaders }) => {
    const { customerId, tokenHash } = viewer;
    const own = customerId === null ? null : await loaders.activeCart.load(customerId);
    if (own !== null || tokenHash === null) {
      return own;
    }
    const ofToken = await findCartByToken(db.reader, tokenHash);
    // Being an agent is no reason to be shown a claimed cart as one's own.
    return ofToken !== undefined && canSee(ofToken, { ...viewer, isAgent: false }) ? ofToken : null;
  },
};
