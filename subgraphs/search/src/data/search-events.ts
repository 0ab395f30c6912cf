import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { lt, sql } from '@supergraph/kit/drizzle';

import { type SearchEventRow, coPurchase, searchEvent } from '#src/tables.ts';

/** False when the same was told before, or so many of this search. */
export async function saveEvent(
  tx: Transaction,
  row: SearchEventRow,
  most: number,
): Promise<boolean> {
  return insertEvent(tx).run({ ...row, most }).changes > 0;
}

/** Counts one basket in which both were. */
export async function addToPair(tx: Transaction, itemId: string, otherId: string): Promise<void> {
  incrementPair(tx).run({ itemId, otherId });
}

/** What was bought with each of these products in so many baskets or more, the most often first. */
export async function listBoughtWith(
  db: Queries,
  lookup: { readonly itemIds: readonly string[]; readonly atLeast: number; readonly limit: number },
): Promise<Pick<typeof coPurchase.$inferSelect, 'itemId' | 'otherId'>[]> {
  const { itemIds, atLeast, limit } = lookup;
  return selectPairs(db).all({ itemIds: JSON.stringify(itemIds), atLeast, limit });
}

export async function removeEventsBefore(tx: Transaction, at: number): Promise<void> {
  deleteOld(tx).run({ at });
}

/** Leaves so many events, the newest, and so many pairs, the most frequent. */
export async function trimEvents(
  tx: Transaction,
  { events, pairs }: { readonly events: number; readonly pairs: number },
): Promise<void> {
  trimOldest(tx).run({ most: events });
  trimRarest(tx).run({ most: pairs });
}

const insertEvent = prepared((db) =>
  db
    .insert(searchEvent)
    .select(
      sql`select ${sql.placeholder('queryId')}, ${sql.placeholder('itemId')}, ${sql.placeholder('kind')}, ${sql.placeholder('position')}, ${sql.placeholder('at')}
        where (select count(*) from ${searchEvent} where ${searchEvent.queryId} = ${sql.placeholder('queryId')}) < ${sql.placeholder('most')}`,
    )
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
const ranked = sql`(
  select ${coPurchase.itemId} as item_id, ${coPurchase.otherId} as other_id,
    row_number() over (partition by ${coPurchase.itemId} order by ${coPurchase.baskets} desc, ${coPurchase.otherId}) as place
  from ${coPurchase}
  where ${inJson(coPurchase.itemId, 'itemIds')} and ${coPurchase.baskets} >= ${sql.placeholder('atLeast')}) as ranked`;
const selectPairs = prepared((db) =>
  db
    .select({ itemId: sql<string>`item_id`, otherId: sql<string>`other_id` })
    .from(ranked)
    .where(sql`place <= ${sql.placeholder('limit')}`)
    .orderBy(sql`item_id, place`)
    .prepare(),
);
const deleteOld = prepared((db) =>
  db
    .delete(searchEvent)
    .where(lt(searchEvent.at, sql.placeholder('at')))
    .prepare(),
);
const trimOldest = prepared((db) =>
  db
    .delete(searchEvent)
    .where(
      sql`rowid in (select rowid from ${searchEvent} order by ${searchEvent.at} desc limit -1 offset ${sql.placeholder('most')})`,
    )
    .prepare(),
);
const trimRarest = prepared((db) =>
  db
    .delete(coPurchase)
    .where(
      sql`rowid in (select rowid from ${coPurchase} order by ${coPurchase.baskets} desc limit -1 offset ${sql.placeholder('most')})`,
    )
    .prepare(),
);
