import { type Queries, type Transaction, prepared } from '@supergraph/kit/database';
import { and, eq, sql } from '@supergraph/kit/drizzle';

import { indexState, priceList } from '#src/tables.ts';

export interface IndexState {
  readonly revision: number;
  readonly isStockKnown: boolean;
}

/** Counts one change of the index: what is written with it is newer than all before. */
export async function nextRevision(tx: Transaction): Promise<number> {
  return increment(tx).get().revision;
}

export async function findIndexState(db: Queries): Promise<IndexState> {
  return select(db).get() ?? { revision: 0, isStockKnown: false };
}

/** Notes that inventory speaks. */
export async function noteStockKnown(tx: Transaction): Promise<void> {
  setStockKnown(tx).run();
}

/** Every currency and country with prices of its own; `*` is everywhere. */
export async function listPriceLists(db: Queries): Promise<(typeof priceList.$inferSelect)[]> {
  return selectLists(db).all();
}

const increment = prepared((db) =>
  db
    .insert(indexState)
    .values({ id: 1, revision: 1 })
    .onConflictDoUpdate({
      target: indexState.id,
      set: { revision: sql`${indexState.revision} + 1` },
    })
    .returning({ revision: indexState.revision })
    .prepare(),
);
const select = prepared((db) =>
  db
    .select({
      revision: indexState.revision,
      isStockKnown: indexState.isStockKnown,
    })
    .from(indexState)
    .prepare(),
);
const setStockKnown = prepared((db) =>
  db
    .update(indexState)
    .set({ isStockKnown: true })
    .where(and(eq(indexState.id, 1), eq(indexState.isStockKnown, false)))
    .prepare(),
);
const selectLists = prepared((db) => db.select().from(priceList).prepare());
