import { defineCommand } from '@supergraph/kit/commands';
import { isCurrency } from '@supergraph/kit/money';
import { z } from 'zod';

import type { Deps } from '#src/context.ts';
import { findListPrices } from '#src/operations/list-prices.ts';
import { toMaterialNumber } from '#src/soap/formats.ts';

const MOST_SKUS = 500;

/** What the ERP says list prices are, for who records it. One that it cannot have has no price; one of which it cannot say now is left out. */
export const createListPricesCommand = (deps: Deps) =>
  defineCommand({
    callers: ['graph'],
    input: z.object({
      currency: z.string().refine(isCurrency, 'must be a currency, as "EUR"'),
      skus: z.array(z.string().min(1).max(200)).min(1).max(MOST_SKUS),
    }),
    async perform({ currency, skus }, { correlationId }) {
      const found = await findListPrices(skus, currency, { ...deps, correlationId });
      const now = toIso(deps.now());
      return {
        prices: skus.flatMap((sku) => {
          if (toMaterialNumber(sku) === undefined) {
            return [{ sku, amount: null, at: now }];
          }
          const lookup = found.get(sku);
          return lookup?.status === 'known'
            ? [{ sku, amount: lookup.value, at: toIso(lookup.provenance.asOf) }]
            : [];
        }),
      };
    },
  });

function toIso(at: number): string {
  return new Date(at).toISOString();
}
