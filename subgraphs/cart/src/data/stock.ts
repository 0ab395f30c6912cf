import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';

import { type StockRefRow, stockRef } from '#src/tables.ts';

export async function findStock(
  db: Queries,
  variantIds: readonly string[],
): Promise<StockRefRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(variantIds) });
}

export async function saveStock(tx: Transaction, row: StockRefRow): Promise<void> {
  upsert(tx).run({ ...row });
}

/** Empties what was learnt from events, before they are read again. */
export async function forgetStock(tx: Transaction): Promise<void> {
  tx.delete(stockRef).run();
}

const selectByIds = prepared((db) =>
  db.select().from(stockRef).where(inJson(stockRef.variantId, 'ids')).prepare(),
);
const upsert = prepared((db) =>
  db
    .insert(stockRef)
    .values({
      variantId: sql.placeholder('variantId'),
      availableAtMost: sql.placeholder('availableAtMost'),
      maxPerOrder: sql.placeholder('maxPerOrder'),
    })
    .onConflictDoUpdate({
      target: stockRef.variantId,
      set: {
        availableAtMost: sql`excluded.available_at_most`,
        maxPerOrder: sql`excluded.max_per_order`,
      },
    })
    .prepare(),
);
