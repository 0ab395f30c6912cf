import { type Queries, type Transaction, prepared } from '@supergraph/kit/database';
import { and, desc, eq, gte, lt, sql } from '@supergraph/kit/drizzle';

import { type SearchEventRow, coPurchase, searchEvent } from '#src/tables.ts';

/** False when the same was told before. */
export async function saveEvent(tx: Transaction, row: SearchEventRow): Promise<boolean> {
  return insertEvent(tx).run({ ...row }).changes > 0;
}

/** Counts one basket in which both were. */
export async function addToPair(tx: Transaction, itemId: string, otherId: string): Promise<void> {
  incrementPair(tx).run({ itemId, otherId });
}

/** What was bought with a product in so many baskets or more, the most often first. */
export async function listBoughtWith(
  db: Queries,
  lookup: { readonly itemId: string; readonly atLeast: number; readonly limit: number },
): Promise<string[]> {
  return selectPairs(db)
    .all({ ...lookup })
    .map(({ otherId }) => otherId);
}

export async function removeEventsBefore(tx: Transaction, at: number): Promise<void> {
  deleteOld(tx).run({ at });
}

const insertEvent = prepared((db) =>
  db
    .insert(searchEvent)
    .values({
      queryId: sql.placeholder('queryId'),
      itemId: sql.placeholder('itemId'),
      kind: sql.placeholder('kind'),
      position: sql.placeholder('position'),
      at: sql.placeholder('at'),
    })
    .onConflictDoNothing()
    .prepare(),
);
const incrementPair = prepared((db) =>
  db
    .insert(coPurchase)
    .values({
      itemId: sql.placeholder('itemId'),
      otherId: sql.placeholder('otherId'),
      baskets: 1,
    })
    .onConflictDoUpdate({
      target: [coPurchase.itemId, coPurchase.otherId],
      set: { baskets: sql`${coPurchase.baskets} + 1` },
    })
    .prepare(),
);
const selectPairs = prepared((db) =>
  db
    .select({ otherId: coPurchase.otherId })
    .from(coPurchase)
    .where(
      and(
        eq(coPurchase.itemId, sql.placeholder('itemId')),
        gte(coPurchase.baskets, sql.placeholder('atLeast')),
      ),
    )
    .orderBy(desc(coPurchase.baskets), coPurchase.otherId)
    .limit(sql.placeholder('limit'))
    .prepare(),
);
const deleteOld = prepared((db) =>
  db
    .delete(searchEvent)
    .where(lt(searchEvent.at, sql.placeholder('at')))
    .prepare(),
);
