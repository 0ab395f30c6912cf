import type { SearchConnectionResolvers } from '#src/generated/resolvers.ts';
import { assertCount } from '#src/rules/assert-count.ts';

export const SearchConnection: SearchConnectionResolvers = {
  facets: (page, { names, first }, { engine }) => [
    ...engine.countFacets(page, { names: names ?? null, first: assertCount(first ?? 20, 100) }),
  ],
};
