import type { Queries, Transaction } from '@supergraph/kit/database';
import { asc, eq } from '@supergraph/kit/drizzle';

import { type OverrideShareRow, overrideShare } from '#src/registry/tables.ts';

export async function listShares(db: Queries): Promise<OverrideShareRow[]> {
  return db.select().from(overrideShare).orderBy(asc(overrideShare.label)).all();
}

export async function putShare(tx: Transaction, row: OverrideShareRow): Promise<void> {
  tx.insert(overrideShare)
    .values(row)
    .onConflictDoUpdate({ target: overrideShare.label, set: row })
    .run();
}

export async function deleteShare(tx: Transaction, label: string): Promise<void> {
  tx.delete(overrideShare).where(eq(overrideShare.label, label)).run();
}
