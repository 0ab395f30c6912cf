import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, asc, eq, ne, sql } from '@supergraph/kit/drizzle';

import { type AddressRow, address } from '../tables.ts';

const selectByIds = prepared((db) =>
  db.select().from(address).where(inJson(address.id, 'ids')).prepare(),
);
const selectByCustomers = prepared((db) =>
  db
    .select()
    .from(address)
    .where(inJson(address.customerId, 'ids'))
    .orderBy(asc(address.createdAt), asc(address.id))
    .prepare(),
);

export async function findAddresses(db: Queries, ids: readonly string[]): Promise<AddressRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

/** Of all these customers, oldest first. */
export async function findAddressesOf(
  db: Queries,
  customerIds: readonly string[],
): Promise<AddressRow[]> {
  return selectByCustomers(db).all({ ids: JSON.stringify(customerIds) });
}

export async function findOwnAddress(
  db: Queries,
  { id, customerId }: Pick<AddressRow, 'id' | 'customerId'>,
): Promise<AddressRow | undefined> {
  return db
    .select()
    .from(address)
    .where(and(eq(address.id, id), eq(address.customerId, customerId)))
    .get();
}

export async function countAddresses(db: Queries, customerId: string): Promise<number> {
  const row = db
    .select({ total: sql<number>`count(*)` })
    .from(address)
    .where(eq(address.customerId, customerId))
    .get();
  return row?.total ?? 0;
}

/** Inserts or replaces the address; a mark it takes is taken from the customer's other addresses. */
export async function saveAddress(tx: Transaction, row: AddressRow): Promise<void> {
  const others = and(eq(address.customerId, row.customerId), ne(address.id, row.id));
  if (row.isDefaultShipping) {
    tx.update(address).set({ isDefaultShipping: false }).where(others).run();
  }
  if (row.isDefaultBilling) {
    tx.update(address).set({ isDefaultBilling: false }).where(others).run();
  }
  const { label, body, isDefaultShipping, isDefaultBilling } = row;
  tx.insert(address)
    .values(row)
    .onConflictDoUpdate({
      target: address.id,
      set: { label, body, isDefaultShipping, isDefaultBilling },
    })
    .run();
}

/** Whether there was such an address of this customer. */
export async function deleteAddress(
  tx: Transaction,
  { id, customerId }: Pick<AddressRow, 'id' | 'customerId'>,
): Promise<boolean> {
  const { changes } = tx
    .delete(address)
    .where(and(eq(address.id, id), eq(address.customerId, customerId)))
    .run();
  return changes > 0;
}

export async function deleteAddressesOf(tx: Transaction, customerId: string): Promise<void> {
  tx.delete(address).where(eq(address.customerId, customerId)).run();
}
