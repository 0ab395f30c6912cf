import type { Queries, Transaction } from '@supergraph/kit/database';
import { and, eq, isNull, lt } from '@supergraph/kit/drizzle';

import { type OneTimeTokenRow, type TokenPurpose, oneTimeToken } from '../tables.ts';

/** The token of this purpose, used and expired ones too. */
export async function findOneTimeToken(
  db: Queries,
  { hash, purpose }: { readonly hash: string; readonly purpose: TokenPurpose },
): Promise<OneTimeTokenRow | undefined> {
  return db
    .select()
    .from(oneTimeToken)
    .where(and(eq(oneTimeToken.hash, hash), eq(oneTimeToken.purpose, purpose)))
    .get();
}

/** Adds a token. The customer's older ones of the purpose end: only the latest mail works. */
export async function replaceOneTimeToken(tx: Transaction, row: OneTimeTokenRow): Promise<void> {
  tx.delete(oneTimeToken)
    .where(and(eq(oneTimeToken.customerId, row.customerId), eq(oneTimeToken.purpose, row.purpose)))
    .run();
  tx.insert(oneTimeToken).values(row).run();
}

/** Whether the token was unused until now. */
export async function useOneTimeToken(
  tx: Transaction,
  hash: string,
  now: number,
): Promise<boolean> {
  const { changes } = tx
    .update(oneTimeToken)
    .set({ usedAt: now })
    .where(and(eq(oneTimeToken.hash, hash), isNull(oneTimeToken.usedAt)))
    .run();
  return changes > 0;
}

/** Of every purpose: after a new e-mail address or an erasure no older mail may work. */
export async function deleteOneTimeTokensOf(tx: Transaction, customerId: string): Promise<void> {
  tx.delete(oneTimeToken).where(eq(oneTimeToken.customerId, customerId)).run();
}

export async function deleteOneTimeTokens(
  tx: Transaction,
  { customerId, purpose }: { readonly customerId: string; readonly purpose: TokenPurpose },
): Promise<void> {
  tx.delete(oneTimeToken)
    .where(and(eq(oneTimeToken.customerId, customerId), eq(oneTimeToken.purpose, purpose)))
    .run();
}

export async function purgeOneTimeTokens(tx: Transaction, now: number): Promise<void> {
  tx.delete(oneTimeToken).where(lt(oneTimeToken.expiresAt, now)).run();
}
