import type { Queries, Transaction } from '@supergraph/kit/database';
import { eq } from '@supergraph/kit/drizzle';

import { erasedCustomer } from '#src/tables.ts';

export async function markErased(tx: Transaction, customerId: string, at: number): Promise<void> {
  tx.insert(erasedCustomer).values({ customerId, at }).onConflictDoNothing().run();
}

/** Whether somebody asked to be forgotten: a token of theirs may live on for minutes. */
export async function isErased(db: Queries, customerId: string): Promise<boolean> {
  const row = db
    .select()
    .from(erasedCustomer)
    .where(eq(erasedCustomer.customerId, customerId))
    .get();
  return row !== undefined;
}
