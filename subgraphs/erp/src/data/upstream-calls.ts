import { type Queries, type Transaction, prepared } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';

import { upstreamCall } from '#src/tables.ts';

export interface CallRecord {
  readonly operation: string;
  readonly durationMs: number;
  readonly outcome: string;
  readonly correlationId: string;
  readonly at: number;
}

export async function recordCall(tx: Transaction, row: CallRecord): Promise<void> {
  insertCall(tx).run({ ...row });
}

/** Calls so far, those that are no longer kept included. */
export async function countCalls(db: Queries): Promise<number> {
  return selectLast(db).get()?.seq ?? 0;
}

/** Keeps the newest. */
export async function trimCalls(tx: Transaction, keep: number): Promise<void> {
  tx.delete(upstreamCall)
    .where(sql`${upstreamCall.seq} <= (select max(seq) from upstream_call) - ${keep}`)
    .run();
}

const insertCall = prepared((db) =>
  db
    .insert(upstreamCall)
    .values({
      operation: sql.placeholder('operation'),
      durationMs: sql.placeholder('durationMs'),
      outcome: sql.placeholder('outcome'),
      correlationId: sql.placeholder('correlationId'),
      at: sql.placeholder('at'),
    })
    .prepare(),
);
const selectLast = prepared((db) =>
  db
    .select({ seq: sql<number | null>`max(${upstreamCall.seq})` })
    .from(upstreamCall)
    .prepare(),
);
