import type { Queries, Transaction } from '@supergraph/kit/database';
import { eq, lte } from '@supergraph/kit/drizzle';

import { type QuoteRow, quote } from '#src/tables.ts';

export async function findQuote(db: Queries, hash: string): Promise<QuoteRow | undefined> {
  return db.select().from(quote).where(eq(quote.hash, hash)).get();
}

/** Stores a quote, or extends the one with the same hash; forgets those that have expired. */
export async function putQuote(tx: Transaction, row: QuoteRow, now: number): Promise<void> {
  tx.delete(quote).where(lte(quote.expiresAt, now)).run();
  tx.insert(quote).values(row).onConflictDoUpdate({ target: quote.hash, set: row }).run();
}
