import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { eq } from '@supergraph/kit/drizzle';

import { type CustomerRow, customerRef } from '#src/tables.ts';

export async function findCustomers(db: Queries, ids: readonly string[]): Promise<CustomerRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

export async function saveCustomer(tx: Transaction, row: CustomerRow): Promise<void> {
  tx.insert(customerRef)
    .values(row)
    .onConflictDoUpdate({ target: customerRef.customerId, set: row })
    .run();
}

export async function deleteCustomer(tx: Transaction, customerId: string): Promise<void> {
  tx.delete(customerRef).where(eq(customerRef.customerId, customerId)).run();
}

/** Empties what was learnt from events, before they are read again. */
export async function forgetCustomers(tx: Transaction): Promise<void> {
  tx.delete(customerRef).run();
}

const selectByIds = prepared((db) =>
  db.select().from(customerRef).where(inJson(customerRef.customerId, 'ids')).prepare(),
);
