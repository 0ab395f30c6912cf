import { listTrending } from '#src/data/query-stats.ts';
import type { QueryResolvers } from '#src/generated/resolvers.ts';
import { readCriteria } from '#src/query/criteria.ts';
import { assertCount } from '#src/rules/assert-count.ts';
import { FEWEST_SEARCHES, suggest } from '#src/suggest/suggest.ts';

const TREND_MS = 7 * 24 * 3_600_000;

export const Query: QueryResolvers = {
  async search(_root, { input, ...page }, { engine, surroundings }) {
    const found = await engine.search(readCriteria(input, surroundings), page);
    engine.tally.note(found);
    return found;
  },
  searchSuggest: async (_root, { prefix, first }, { engine, deps, surroundings }) =>
    suggest(readCriteria({ query: prefix }, surroundings), assertCount(first ?? 8, 20), {
      db: deps.db,
      ...engine,
    }),
  trendingQueries: async (_root, { first }, { deps: { db, now }, engine, surroundings }) =>
    listTrending(db.reader, {
      locale: engine.shelf.spoken(surroundings.locales)[0] ?? '',
      since: now() - TREND_MS,
      atLeast: FEWEST_SEARCHES,
      limit: assertCount(first ?? 10, 50),
    }),
};
