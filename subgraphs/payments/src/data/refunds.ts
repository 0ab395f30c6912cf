import type { Queries, Transaction } from '@supergraph/kit/database';
import { and, asc, eq, lte, sql } from '@supergraph/kit/drizzle';

import { type RefundRow, refund } from '#src/tables.ts';

export async function findRefund(
  db: Queries,
  { intentId, reference }: Pick<RefundRow, 'intentId' | 'reference'>,
): Promise<RefundRow | undefined> {
  return db
    .select()
    .from(refund)
    .where(and(eq(refund.intentId, intentId), eq(refund.reference, reference)))
    .get();
}

export async function findRefundById(db: Queries, id: string): Promise<RefundRow | undefined> {
  return db.select().from(refund).where(eq(refund.id, id)).get();
}

/** Minor units that are on their way back and not back yet. */
export async function sumPending(db: Queries, intentId: string): Promise<number> {
  return sum(db, { intentId, status: 'PENDING' });
}

/** Minor units that went back by refunds that are settled here. */
export async function sumDone(db: Queries, intentId: string): Promise<number> {
  return sum(db, { intentId, status: 'DONE' });
}

function sum(db: Queries, { intentId, status }: Pick<RefundRow, 'intentId' | 'status'>): number {
  const row = db
    .select({ sum: sql<number>`coalesce(sum(${refund.amount}), 0)` })
    .from(refund)
    .where(and(eq(refund.intentId, intentId), eq(refund.status, status)))
    .get();
  return row?.sum ?? 0;
}

export async function putRefund(tx: Transaction, row: RefundRow): Promise<void> {
  const { id: _, ...rest } = row;
  tx.insert(refund).values(row).onConflictDoUpdate({ target: refund.id, set: rest }).run();
}

/** Takes one back that nothing came of. */
export async function deleteRefund(tx: Transaction, id: string): Promise<void> {
  tx.delete(refund).where(eq(refund.id, id)).run();
}

export async function findDueRefunds(
  db: Queries,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<RefundRow[]> {
  return db
    .select()
    .from(refund)
    .where(and(eq(refund.status, 'PENDING'), lte(refund.nextTryAt, now)))
    .orderBy(asc(refund.createdAt), asc(refund.id))
    .limit(limit)
    .all();
}
