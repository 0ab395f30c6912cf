import { hashJson } from '@supergraph/kit/canonical-json';
import { LRUCache } from 'lru-cache';

import { type CountedFacet, type FacetRequest, countFacets } from '#src/facets/count-facets.ts';
import type { FoundPage } from '#src/query/search.ts';
import type { Shelf } from '#src/shelf/shelf.ts';

const MAX_KEPT_VALUES = 200_000;

export type FacetCounter = (page: FoundPage, request: FacetRequest) => readonly CountedFacet[];

/** Counts facets once for all pages and sorts of one search, until the index changes. */
export function createFacetCounter(shelf: Shelf): FacetCounter {
  const cache = new LRUCache<string, readonly CountedFacet[]>({
    maxSize: MAX_KEPT_VALUES,
    sizeCalculation: (facets) => facets.reduce((sum, { values }) => sum + values.length, 100),
  });
  return ({ criteria, narrowed, prices, cacheKey }, request) => {
    const key = hashJson([cacheKey, request.names, request.first]);
    const known = cache.get(key);
    if (known !== undefined) {
      return known;
    }
    const facets = countFacets(request, { criteria, narrowed, prices, shelf });
    cache.set(key, facets);
    return facets;
  };
}
