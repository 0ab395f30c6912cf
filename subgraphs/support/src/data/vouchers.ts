import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, asc, eq, gte, lte, sql } from '@supergraph/kit/drizzle';

import { type VoucherRow, goodwillVoucher } from '#src/tables.ts';

export async function findVoucher(db: Queries, id: string): Promise<VoucherRow | undefined> {
  return selectById(db).get({ id });
}

/** The one that an agent asked for with this key. */
export async function findVoucherOfKey(
  db: Queries,
  key: Pick<VoucherRow, 'agentId' | 'idempotencyKey'>,
): Promise<VoucherRow | undefined> {
  return selectByKey(db).get(key);
}

export async function findVouchersOfTickets(
  db: Queries,
  ticketIds: readonly string[],
): Promise<VoucherRow[]> {
  return selectByTickets(db).all({ ids: JSON.stringify(ticketIds) });
}

/** Those that were asked for since then and pricing is to be asked for again, the longest waiting first. */
export async function findDueVouchers(
  db: Queries,
  { now, since, limit }: { readonly now: number; readonly since: number; readonly limit: number },
): Promise<VoucherRow[]> {
  return db
    .select()
    .from(goodwillVoucher)
    .where(
      and(
        eq(goodwillVoucher.status, 'PENDING'),
        lte(goodwillVoucher.nextAttemptAt, now),
        gte(goodwillVoucher.createdAt, since),
      ),
    )
    .orderBy(asc(goodwillVoucher.nextAttemptAt))
    .limit(limit)
    .all();
}

export async function insertVoucher(tx: Transaction, row: VoucherRow): Promise<void> {
  tx.insert(goodwillVoucher).values(row).run();
}

export async function updateVoucher(
  tx: Transaction,
  id: string,
  changes: Partial<VoucherRow>,
): Promise<void> {
  tx.update(goodwillVoucher).set(changes).where(eq(goodwillVoucher.id, id)).run();
}

export async function deleteVoucher(tx: Transaction, id: string): Promise<void> {
  tx.delete(goodwillVoucher).where(eq(goodwillVoucher.id, id)).run();
}

const selectById = prepared((db) =>
  db
    .select()
    .from(goodwillVoucher)
    .where(eq(goodwillVoucher.id, sql.placeholder('id')))
    .prepare(),
);
const selectByKey = prepared((db) =>
  db
    .select()
    .from(goodwillVoucher)
    .where(
      and(
        eq(goodwillVoucher.agentId, sql.placeholder('agentId')),
        eq(goodwillVoucher.idempotencyKey, sql.placeholder('idempotencyKey')),
      ),
    )
    .prepare(),
);
const selectByTickets = prepared((db) =>
  db
    .select()
    .from(goodwillVoucher)
    .where(inJson(goodwillVoucher.ticketId, 'ids'))
    .orderBy(asc(goodwillVoucher.createdAt), asc(goodwillVoucher.id))
    .prepare(),
);
