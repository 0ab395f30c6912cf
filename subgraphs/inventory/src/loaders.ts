import type { Queries } from '@supergraph/kit/database';
import { createEntityLoader, createRelationLoader } from '@supergraph/kit/loaders';

import DataLoader from 'dataloader';

import { sumLedger } from '#src/data/ledger.ts';
import { findLocations } from '#src/data/locations.ts';
import { findPolicies } from '#src/data/policies.ts';
import { findStock } from '#src/data/stock.ts';
import { findVariants } from '#src/data/variants.ts';
import type { StockRow } from '#src/tables.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** One loader per look-up: however many variants or lines a request has, each runs one statement. */
export function createLoaders(db: Queries) {
  return {
    variant: createEntityLoader(
      (ids: readonly string[]) => findVariants(db, ids),
      (row) => row.variantId,
    ),
    stockOf: createRelationLoader(
      (skus: readonly string[]) => findStock(db, skus),
      (row) => row.sku,
    ),
    levelsAt: createLevelsLoader(db),
    policy: createEntityLoader(
      (skus: readonly string[]) => findPolicies(db, skus),
      (row) => row.sku,
    ),
    location: createEntityLoader(
      (ids: readonly string[]) => findLocations(db, ids),
      (row) => row.id,
    ),
  };
}

interface LevelsKey {
  readonly sku: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Levels as the ledger stood at a time. One look-up for each time that a request asks for. */
function createLevelsLoader(db: Queries): DataLoader<LevelsKey, readonly StockRow[], string> {
  return new DataLoader(
    async (keys) => {
      const found = new Map<number, Map<string, StockRow[]>>();
      for (const [at, ofTime] of Map.groupBy(keys, (key) => key.at)) {
        const rows = await sumLedger(
          db,
          ofTime.map(({ sku }) => sku),
          at,
        );
        found.set(
          at,
          Map.groupBy(rows, ({ sku }) => sku),
        );
      }
      return keys.map(({ sku, at }) => found.get(at)?.get(sku) ?? []);
    },
    { cacheKeyFn: ({ sku, at }) => `${at} ${sku}` },
  );
}
