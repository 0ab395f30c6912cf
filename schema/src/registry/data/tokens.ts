import type { Queries, Transaction } from '@supergraph/kit/database';
import { asc, eq } from '@supergraph/kit/drizzle';

import { type TokenRow, token } from '#src/registry/tables.ts';

export async function findToken(db: Queries, id: string): Promise<TokenRow | undefined> {
  return db.select().from(token).where(eq(token.id, id)).get();
}

export async function findTokenByName(db: Queries, name: string): Promise<TokenRow | undefined> {
  return db.select().from(token).where(eq(token.name, name)).get();
}

export async function listTokens(db: Queries): Promise<TokenRow[]> {
  return db.select().from(token).orderBy(asc(token.name)).all();
}

export async function insertToken(tx: Transaction, row: TokenRow): Promise<void> {
  tx.insert(token).values(row).run();
}

export async function revokeToken(tx: Transaction, id: string, revokedAt: number): Promise<void> {
  tx.update(token).set({ revokedAt }).where(eq(token.id, id)).run();
}
