import type { Queries, Transaction } from '@supergraph/kit/database';
import { and, desc, isNull, lt, ne } from '@supergraph/kit/drizzle';

import { type SigningKeyRow, signingKey } from '../tables.ts';

/** All of them, the one that signs last first. */
export async function findSigningKeys(db: Queries): Promise<SigningKeyRow[]> {
  return db
    .select()
    .from(signingKey)
    .orderBy(desc(signingKey.notBefore), desc(signingKey.kid))
    .all();
}

export async function insertSigningKey(tx: Transaction, row: SigningKeyRow): Promise<void> {
  tx.insert(signingKey).values(row).run();
}

/** Retires every key but the one that signs from now on; a key whose time has not come stays. */
export async function retireSigningKeys(
  tx: Transaction,
  current: Pick<SigningKeyRow, 'kid' | 'notBefore'>,
  now: number,
): Promise<void> {
  tx.update(signingKey)
    .set({ retiredAt: now })
    .where(
      and(
        isNull(signingKey.retiredAt),
        ne(signingKey.kid, current.kid),
        lt(signingKey.notBefore, current.notBefore + 1),
      ),
    )
    .run();
}

/** Private halves must not outlive their use. */
export async function deleteRetiredKeys(tx: Transaction, retiredBefore: number): Promise<void> {
  tx.delete(signingKey).where(lt(signingKey.retiredAt, retiredBefore)).run();
}
