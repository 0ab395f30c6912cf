import type { SavedAddressResolvers } from '../generated/resolvers.ts';
import { mayReadPrivate } from '../privacy.ts';

export const SavedAddress: SavedAddressResolvers = {
  __resolveReference: async ({ id }, { loaders, request }) => {
    const row = await loaders.address.load(id);
    return row !== null && mayReadPrivate(request, row.customerId) ? row : null;
  },
  address: ({ body }) => body,
};
