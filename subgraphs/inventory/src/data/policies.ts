import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';

import { type PolicyRow, stockPolicy } from '#src/tables.ts';

export async function findPolicies(db: Queries, skus: readonly string[]): Promise<PolicyRow[]> {
  return selectBySkus(db).all({ skus: JSON.stringify(skus) });
}

export async function putPolicy(tx: Transaction, row: PolicyRow): Promise<void> {
  tx.insert(stockPolicy)
    .values(row)
    .onConflictDoUpdate({ target: stockPolicy.sku, set: row })
    .run();
}

const selectBySkus = prepared((db) =>
  db.select().from(stockPolicy).where(inJson(stockPolicy.sku, 'skus')).prepare(),
);
