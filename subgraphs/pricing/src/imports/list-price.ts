import { defineImportType } from '@supergraph/kit/import';

import type { PricingDeps } from '#src/context.ts';
import { toImportOutcome } from '#src/imports/outcome.ts';
import { listPriceInput, writeListPrice } from '#src/write-list-price.ts';

/** List prices as the ERP had them, or anybody else. */
export const createListPriceImport = ({ now }: PricingDeps) =>
  defineImportType({
    schema: listPriceInput,
    apply: async (tx, value) => toImportOutcome(await writeListPrice(tx, value, now())),
  });
