import { countResults } from '#src/data/results.ts';
import { countCalls } from '#src/data/upstream-calls.ts';
import type { QueryResolvers } from '#src/generated/resolvers.ts';

export const Query: QueryResolvers = {
  legacyAdapterStatus: async (_, __, { client, cache, db }) => ({
    breaker: client.breaker,
    consecutiveFailures: client.consecutiveFailures,
    cacheEntries: await countResults(db.reader),
    cacheHitRatio: cache.hitRatio,
    upstreamCalls: await countCalls(db.reader),
  }),
};
