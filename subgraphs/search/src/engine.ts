import { randomBytes } from 'node:crypto';

import type { ServiceDeps } from '@supergraph/kit/service';

import { type FacetCounter, createFacetCounter } from '#src/facets/facet-counter.ts';
import { type Search, createSearch } from '#src/query/search.ts';
import { type QueryIds, createQueryIds } from '#src/rules/query-id.ts';
import type { Settings } from '#src/settings.ts';
import { type Shelf, createShelf } from '#src/shelf/shelf.ts';
import { type QueryTally, createQueryTally } from '#src/suggest/query-tally.ts';

export type SearchDeps = Pick<ServiceDeps<Settings>, 'db' | 'now' | 'newId' | 'settings'>;

/** What all requests of a process share. */
export interface Engine {
  readonly shelf: Shelf;
  readonly search: Search;
  readonly countFacets: FacetCounter;
  readonly tally: QueryTally;
  readonly queryIds: QueryIds;
}

export function createEngine(deps: SearchDeps): Engine {
  const shelf = createShelf(deps.db);
  // Without the key that all instances of a graph have, there is but this one.
  const queryIds = createQueryIds(deps.settings.SIGNING_KEY ?? randomBytes(32).toString('hex'));
  return {
    shelf,
    search: createSearch({ ...deps, queryIds }, shelf),
    countFacets: createFacetCounter(shelf),
    tally: createQueryTally(deps.db, deps.now),
    queryIds,
  };
}
