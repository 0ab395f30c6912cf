import type { LocationResolvers } from '#src/generated/resolvers.ts';

export const Location: LocationResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.location.load(id),
  distanceKm: ({ distanceKm }) => distanceKm ?? null,
};
