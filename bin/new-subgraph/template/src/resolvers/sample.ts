import type { SampleResolvers } from '#src/generated/resolvers.ts';

export const Sample: SampleResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.sample.load(id),
};
