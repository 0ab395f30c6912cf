import type { Queries, Transaction } from '@supergraph/kit/database';
import { and, eq } from '@supergraph/kit/drizzle';

import { itemTable, purchaseTable } from '#src/tables.ts';

// What other services told.

export async function isItem(db: Queries, id: string): Promise<boolean> {
  return db.select().from(itemTable).where(eq(itemTable.id, id)).get() !== undefined;
}

export async function saveItem(tx: Transaction, id: string): Promise<void> {
  tx.insert(itemTable).values({ id }).onConflictDoNothing().run();
}

export async function deleteItem(tx: Transaction, id: string): Promise<void> {
  tx.delete(itemTable).where(eq(itemTable.id, id)).run();
}

export async function forgetItems(tx: Transaction): Promise<void> {
  tx.delete(itemTable).run();
}

export interface Purchase {
  readonly customerId: string;
  readonly itemId: string;
}

export async function hasPurchased(db: Queries, purchase: Purchase): Promise<boolean> {
  const { customerId, itemId } = purchase;
  const isThis = and(eq(purchaseTable.customerId, customerId), eq(purchaseTable.itemId, itemId));
  return db.select().from(purchaseTable).where(isThis).get() !== undefined;
}

export async function savePurchase(
  tx: Transaction,
  row: Purchase & { readonly orderId: string; readonly at: number },
): Promise<void> {
  tx.insert(purchaseTable).values(row).onConflictDoNothing().run();
}

export async function deletePurchasesOfOrder(tx: Transaction, orderId: string): Promise<void> {
  tx.delete(purchaseTable).where(eq(purchaseTable.orderId, orderId)).run();
}

export async function deletePurchasesOf(tx: Transaction, customerId: string): Promise<void> {
  tx.delete(purchaseTable).where(eq(purchaseTable.customerId, customerId)).run();
}
