import { createRelationLoader } from '@supergraph/kit/loaders';
import DataLoader from 'dataloader';

import { listBoughtWith } from '#src/data/search-events.ts';
import type { Engine, SearchDeps } from '#src/engine.ts';
import type { Surroundings } from '#src/query/criteria.ts';
import { type Hit, createHits } from '#src/query/hit.ts';
import type { Match } from '#src/query/match.ts';

/** The most that is shown beside a product. */
export const MOST_BESIDE = 24;
/** One basket is a chance, two are a habit. */
const FEWEST_BASKETS = 2;

export type Loaders = ReturnType<typeof createLoaders>;

/** One loader per look-up: what is shown beside a list of products takes as many statements as beside one. */
export function createLoaders(
  { db, now }: SearchDeps,
  { shelf }: Engine,
  surroundings: Surroundings,
) {
  return {
    boughtWith: createRelationLoader(
      (itemIds: readonly string[]) =>
        listBoughtWith(db.reader, { itemIds, atLeast: FEWEST_BASKETS, limit: MOST_BESIDE }),
      ({ itemId }) => itemId,
    ),
    hit: new DataLoader<Match, Hit | null>(async (matches) => {
      const prices = await shelf.pricesOf({ ...surroundings, now: now() });
      const criteria = { currency: surroundings.currency, selections: [] };
      return createHits(matches, { db, shelf, prices, criteria, words: [] });
    }),
  };
}
