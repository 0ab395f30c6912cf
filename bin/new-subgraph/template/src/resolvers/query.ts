import type { QueryResolvers } from '#src/generated/resolvers.ts';

export const Query: QueryResolvers = {
  sample: (_, { id }, { loaders }) => loaders.sample.load(id),
};
