import { ClientError } from '@supergraph/kit/errors';

import type { SearchConnectionResolvers } from '#src/generated/resolvers.ts';
import { assertCount } from '#src/rules/assert-count.ts';

export const SearchConnection: SearchConnectionResolvers = {
  facets: (page, { names, first }, { engine }) => [
    ...engine.countFacets(page, { names: readNames(names), first: assertCount(first ?? 20, 100) }),
  ],
};

const MAX_FACETS = 50;

/** Each name once: every one costs a count over all matches. Throws VALIDATION for too many. */
function readNames(names: readonly string[] | null | undefined): readonly string[] | null {
  if (names == null) {
    return null;
  }
  const wanted = [...new Set(names)];
  if (wanted.length > MAX_FACETS) {
    throw new ClientError(
      'VALIDATION',
      `"names" has ${wanted.length} facets, at most ${MAX_FACETS} are counted.`,
    );
  }
  return wanted;
}
