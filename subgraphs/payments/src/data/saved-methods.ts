import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, eq } from '@supergraph/kit/drizzle';

import { type SavedMethodRow, erasedCustomer, forgottenToken, savedMethod } from '#src/tables.ts';

export async function findSavedMethods(
  db: Queries,
  ids: readonly string[],
): Promise<SavedMethodRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

export async function findMethodsOfCustomers(
  db: Queries,
  customerIds: readonly string[],
): Promise<SavedMethodRow[]> {
  return selectByCustomers(db).all({ ids: JSON.stringify(customerIds) });
}

/** The first one of a customer is the default; the same card is kept once. */
export async function saveMethod(
  tx: Transaction,
  row: Omit<SavedMethodRow, 'isDefault'>,
): Promise<void> {
  const known = await findMethodsOfCustomers(tx, [row.customerId]);
  const isSame = known.some(({ token }) => token === row.token);
  const isErased = tx
    .select()
    .from(erasedCustomer)
    .where(eq(erasedCustomer.customerId, row.customerId))
    .get();
  if (isErased !== undefined) {
    await forgetToken(tx, { ...row, at: row.createdAt });
  } else if (!isSame) {
    tx.insert(savedMethod)
      .values({ ...row, isDefault: known.length === 0 })
      .run();
  }
}

/** Deletes it here, and notes that the provider has to forget it too. */
export async function deleteMethod(
  tx: Transaction,
  row: SavedMethodRow,
  at: number,
): Promise<void> {
  await forgetToken(tx, { ...row, at });
  tx.delete(savedMethod).where(eq(savedMethod.id, row.id)).run();
  const [next] = await findMethodsOfCustomers(tx, [row.customerId]);
  if (row.isDefault && next !== undefined) {
    tx.update(savedMethod).set({ isDefault: true }).where(eq(savedMethod.id, next.id)).run();
  }
}

/** Notes that the provider has to forget it. */
export async function forgetToken(
  tx: Transaction,
  { token, provider, at }: typeof forgottenToken.$inferSelect,
): Promise<void> {
  tx.insert(forgottenToken).values({ token, provider, at }).onConflictDoNothing().run();
}

export async function markErased(tx: Transaction, customerId: string, at: number): Promise<void> {
  tx.insert(erasedCustomer).values({ customerId, at }).onConflictDoNothing().run();
}

export async function findForgottenTokens(
  db: Queries,
  provider: string,
): Promise<(typeof forgottenToken.$inferSelect)[]> {
  return db.select().from(forgottenToken).where(eq(forgottenToken.provider, provider)).all();
}

export async function deleteForgottenToken(
  tx: Transaction,
  { token, provider }: { readonly token: string; readonly provider: string },
): Promise<void> {
  tx.delete(forgottenToken)
    .where(and(eq(forgottenToken.token, token), eq(forgottenToken.provider, provider)))
    .run();
}

const selectByIds = prepared((db) =>
  db.select().from(savedMethod).where(inJson(savedMethod.id, 'ids')).prepare(),
);
const selectByCustomers = prepared((db) =>
  db
    .select()
    .from(savedMethod)
    .where(inJson(savedMethod.customerId, 'ids'))
    .orderBy(savedMethod.createdAt, savedMethod.id)
    .prepare(),
);
