import type { LocationStockResolvers } from '#src/generated/resolvers.ts';

export const LocationStock: LocationStockResolvers = {
  distanceKm: ({ location }) => location.distanceKm ?? null,
};
