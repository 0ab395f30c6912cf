import type { Resolvers } from '#src/generated/resolvers.ts';
import { Mutation } from '#src/resolvers/mutation.ts';
import { Query } from '#src/resolvers/query.ts';
import { Sample } from '#src/resolvers/sample.ts';

export const resolvers = { Query, Mutation, Sample } satisfies Resolvers;
