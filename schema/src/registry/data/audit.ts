import type { Queries, Transaction } from '@supergraph/kit/database';
import { desc, lt } from '@supergraph/kit/drizzle';

import { type AuditRow, audit } from '#src/registry/tables.ts';

export async function insertAudit(tx: Transaction, row: Omit<AuditRow, 'seq'>): Promise<void> {
  tx.insert(audit).values(row).run();
}

/** Newest first. */
export async function listAudit(
  db: Queries,
  { limit, before }: { readonly limit: number; readonly before: number },
): Promise<AuditRow[]> {
  return db
    .select()
    .from(audit)
    .where(lt(audit.seq, before))
    .orderBy(desc(audit.seq))
    .limit(limit)
    .all();
}
