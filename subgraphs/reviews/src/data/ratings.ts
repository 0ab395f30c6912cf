import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, asc, eq, gt, sql } from '@supergraph/kit/drizzle';

import { type Total, starsOf } from '#src/rules/rating.ts';
import { type SummaryRow, ratingSummary, ratingTotal, reviewTable } from '#src/tables.ts';

export async function findSummaries(db: Queries, ids: readonly string[]): Promise<SummaryRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

export async function findTotal(db: Queries): Promise<Total> {
  return db.select().from(ratingTotal).get() ?? { count: 0, stars: 0 };
}

/** The next items in the order of their ids, from the first after that one. */
export async function listSummariesAfter(
  db: Queries,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<SummaryRow[]> {
  return db
    .select()
    .from(ratingSummary)
    .where(gt(ratingSummary.itemId, after))
    .orderBy(asc(ratingSummary.itemId))
    .limit(limit)
    .all();
}

/** Notes which rating of an item others were told. */
export async function noteTold(
  tx: Transaction,
  itemId: string,
  told: number | null,
): Promise<void> {
  tx.update(ratingSummary).set({ told }).where(eq(ratingSummary.itemId, itemId)).run();
}

type Counts = Omit<SummaryRow, 'told'>;

/** Counts the published reviews of an item anew. */
export async function recount(tx: Transaction, itemId: string): Promise<SummaryRow> {
  const [before] = await findSummaries(tx, [itemId]);
  const counts = tx
    .select({ rating: reviewTable.rating, count: sql<number>`count(*)` })
    .from(reviewTable)
    .where(and(eq(reviewTable.itemId, itemId), eq(reviewTable.status, 'PUBLISHED')))
    .groupBy(reviewTable.rating)
    .all();
  const countOf = new Map(counts.map(({ rating, count }) => [rating, count]));
  const of = (stars: number): number => countOf.get(stars) ?? 0;
  const counted = { itemId, n1: of(1), n2: of(2), n3: of(3), n4: of(4), n5: of(5) };
  tx.insert(ratingSummary)
    .values({ ...counted, told: null })
    .onConflictDoUpdate({ target: ratingSummary.itemId, set: counted })
    .run();
  addToTotal(tx, before, counted);
  return { ...counted, told: before?.told ?? null };
}

function addToTotal(tx: Transaction, before: Counts | undefined, after: Counts): void {
  const old = totalOf(before);
  const { count, stars } = totalOf(after);
  const change = { id: 1, count: count - old.count, stars: stars - old.stars };
  tx.insert(ratingTotal)
    .values(change)
    .onConflictDoUpdate({
      target: ratingTotal.id,
      set: {
        count: sql`${ratingTotal.count} + excluded.count`,
        stars: sql`${ratingTotal.stars} + excluded.stars`,
      },
    })
    .run();
}

function totalOf(row: Counts | undefined): Total {
  const histogram = row === undefined ? [] : [row.n1, row.n2, row.n3, row.n4, row.n5];
  return { count: histogram.reduce((sum, some) => sum + some, 0), stars: starsOf(histogram) };
}

const selectByIds = prepared((db) =>
  db.select().from(ratingSummary).where(inJson(ratingSummary.itemId, 'ids')).prepare(),
);
