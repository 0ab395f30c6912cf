import type { Transaction } from '@supergraph/kit/database';
import { notFoundError } from '@supergraph/kit/user-errors';

import { findPolicies, putPolicy } from '#src/data/policies.ts';
import { findVariantsBySku } from '#src/data/variants.ts';
import { POLICY_DEFAULT, type Policy } from '#src/rules/stock-status.ts';
import { settleStock } from '#src/settle-stock.ts';
import type { PolicyRow } from '#src/tables.ts';
import type { StockOutcome, Writing } from '#src/write-stock.ts';

/** Says how a sku is sold. Absent figures stay as they are. */
export async function writePolicy(
  tx: Transaction,
  { sku, ...changes }: { readonly sku: string } & Partial<Policy>,
  { actor: _actor, ...settling }: Writing,
): Promise<StockOutcome> {
  if ((await findVariantsBySku(tx, [sku])).length === 0) {
    return {
      status: 'refused',
      error: notFoundError(`There is no variant with sku "${sku}".`, ['sku']),
    };
  }
  const [before] = await findPolicies(tx, [sku]);
  const row: PolicyRow = { sku, ...POLICY_DEFAULT, ...before, ...changes };
  if (before !== undefined && isSame(before, row)) {
    return { status: 'unchanged' };
  }
  await putPolicy(tx, row);
  await settleStock(tx, [sku], settling);
  return { status: before === undefined ? 'created' : 'updated' };
}

function isSame(one: PolicyRow, other: PolicyRow): boolean {
  return (
    one.whenOut === other.whenOut &&
    one.lowStockThreshold === other.lowStockThreshold &&
    one.maxPerOrder === other.maxPerOrder &&
    one.restockAt === other.restockAt
  );
}
