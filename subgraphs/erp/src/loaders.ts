import type { RequestContext } from '@supergraph/kit/request-context';
import DataLoader from 'dataloader';

import type { SkuAsking } from '#src/operations/ask-by-sku.ts';
import { findListPrices } from '#src/operations/list-prices.ts';
import { findMaterials } from '#src/operations/materials.ts';
import type { Lookup } from '#src/results-cache.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** As many as the ERP takes in one call. */
const MOST_MATERIALS = 500;

/** One call to the ERP for a whole page, however many variants are on it. */
export function createLoaders(
  { client, cache }: Pick<SkuAsking, 'client' | 'cache'>,
  { correlationId, currency }: RequestContext,
) {
  const asking = { client, cache, correlationId };
  return {
    listPrice: loadAll((skus) => findListPrices(skus, currency, asking)),
    material: loadAll((skus) => findMaterials(skus, asking)),
  };
}

function loadAll<Value>(
  find: (skus: readonly string[]) => Promise<ReadonlyMap<string, Lookup<Value>>>,
): DataLoader<string, Lookup<Value>> {
  return new DataLoader(
    async (skus: readonly string[]) => {
      const found = await find(skus);
      return skus.map((sku) => found.get(sku) ?? { status: 'unavailable' });
    },
    { maxBatchSize: MOST_MATERIALS },
  );
}
