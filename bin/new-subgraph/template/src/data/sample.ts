import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';

import { type SampleRow, sampleTable } from '#src/tables.ts';

export async function findSamples(db: Queries, ids: readonly string[]): Promise<SampleRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

/** Inserts or replaces it. */
export async function putSample(tx: Transaction, row: SampleRow): Promise<void> {
  tx.insert(sampleTable).values(row).onConflictDoUpdate({ target: sampleTable.id, set: row }).run();
}

const selectByIds = prepared((db) =>
  db.select().from(sampleTable).where(inJson(sampleTable.id, 'ids')).prepare(),
);
