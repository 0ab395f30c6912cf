import { type ImportOutcome, defineImportType } from '@supergraph/kit/import';
import { z } from 'zod';

import type { InventoryDeps } from '#src/context.ts';
import { locationIdOf } from '#src/imports/location.ts';
import { policyInput, sku, units } from '#src/rules/stock-input.ts';
import { writePolicy } from '#src/write-policy.ts';
import { type StockOutcome, countStock } from '#src/write-stock.ts';

/** A stock line is a count: the ledger gets the difference. */
export const createStockImport = (deps: InventoryDeps) =>
  defineImportType({
    schema: z.object({
      sku,
      locationKey: z.string().min(1).max(200),
      onHand: units,
      safety: units.optional(),
    }),
    async apply(tx, { locationKey, sku: of, onHand, safety }, { correlationId }) {
      const count = {
        sku: of,
        locationId: locationIdOf(locationKey),
        onHand,
        ...(safety !== undefined && { safety }),
      };
      const outcome = await countStock(tx, count, {
        deps,
        actor: 'import',
        cause: { correlationId },
      });
      return toImportOutcome(outcome, locationKey);
    },
  });

export const createStockPolicyImport = (deps: InventoryDeps) =>
  defineImportType({
    schema: policyInput,
    apply: async (tx, policy, { correlationId }) =>
      toImportOutcome(
        await writePolicy(tx, policy, { deps, actor: 'import', cause: { correlationId } }),
      ),
  });

/** A refusal in the words of the import: a line knows its location by key. */
function toImportOutcome(outcome: StockOutcome, locationKey?: string): ImportOutcome {
  if (outcome.status !== 'refused') {
    return outcome.status;
  }
  const { error } = outcome;
  const isPlace = error.code === 'NOT_FOUND' && error.path[0] === 'locationId';
  return { rejected: isPlace ? `There is no location "${locationKey}".` : error.message };
}
