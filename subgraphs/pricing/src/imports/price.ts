import { defineImportType } from '@supergraph/kit/import';

import type { PricingDeps } from '#src/context.ts';
import { toImportOutcome } from '#src/imports/outcome.ts';
import { priceLine } from '#src/rules/price-input.ts';
import { writePrice } from '#src/write-price.ts';

export const createPriceImport = (deps: PricingDeps) =>
  defineImportType({
    schema: priceLine,
    apply: async (tx, value, { correlationId }) =>
      toImportOutcome(
        await writePrice(tx, value, { deps, meta: { actor: 'import', correlationId } }),
      ),
  });
