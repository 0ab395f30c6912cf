import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { type SQL, and, asc, desc, eq, gte, sql } from '@supergraph/kit/drizzle';
import type { Page } from '@supergraph/kit/paging';

import { type ReviewRow, reviewTable } from '#src/tables.ts';

export async function findReviews(db: Queries, ids: readonly string[]): Promise<ReviewRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

export async function findReviewOf(
  db: Queries,
  { itemId, customerId }: { readonly itemId: string; readonly customerId: string },
): Promise<ReviewRow | undefined> {
  return db
    .select()
    .from(reviewTable)
    .where(and(eq(reviewTable.itemId, itemId), eq(reviewTable.customerId, customerId)))
    .get();
}

/** Inserts or replaces it. */
export async function putReview(tx: Transaction, row: ReviewRow): Promise<void> {
  tx.insert(reviewTable).values(row).onConflictDoUpdate({ target: reviewTable.id, set: row }).run();
}

export type ReviewSort = 'HELPFUL' | 'NEWEST' | 'RATING_DESC' | 'RATING_ASC';

export interface ReviewFilter {
  /** All without it. */
  readonly status?: ReviewRow['status'];
  readonly itemId?: string;
  readonly customerId?: string;
  readonly minRating?: number | null | undefined;
}

const RANKS: Readonly<Record<ReviewSort, SQL<number>>> = {
  HELPFUL: sql<number>`${reviewTable.helpful}`,
  // A bare number would be the place of a column to order by.
  NEWEST: sql<number>`cast(0 as integer)`,
  RATING_DESC: sql<number>`${reviewTable.rating}`,
  RATING_ASC: sql<number>`-${reviewTable.rating}`,
};

/** One more than the page has; within the same rank, the newest first. */
export async function listReviews(
  db: Queries,
  filter: ReviewFilter,
  { sort, page: { after, limit } }: { readonly sort: ReviewSort; readonly page: Page },
): Promise<ReviewRow[]> {
  const rank = RANKS[sort];
  const [afterRank, at, id] = after ?? [];
  const isAfter =
    afterRank === undefined
      ? undefined
      : sql`(${rank}, ${reviewTable.createdAt}, ${reviewTable.id}) < (${afterRank}, ${at}, ${id})`;
  return db
    .select()
    .from(reviewTable)
    .where(and(...conditionsOf(filter), isAfter))
    .orderBy(sql`${rank} desc`, desc(reviewTable.createdAt), desc(reviewTable.id))
    .limit(limit + 1)
    .all();
}

/** The oldest first: who waited longest is next. */
export async function listQueue(db: Queries, { after, limit }: Page): Promise<ReviewRow[]> {
  const [at, id] = after ?? [];
  const isAfter =
    at === undefined
      ? undefined
      : sql`(${reviewTable.createdAt}, ${reviewTable.id}) > (${at}, ${id})`;
  return db
    .select()
    .from(reviewTable)
    .where(and(eq(reviewTable.status, 'PENDING'), isAfter))
    .orderBy(asc(reviewTable.createdAt), asc(reviewTable.id))
    .limit(limit + 1)
    .all();
}

export async function countReviews(db: Queries, filter: ReviewFilter): Promise<number> {
  return db.$count(reviewTable, and(...conditionsOf(filter)));
}

/** Texts stay, without who wrote them. */
export async function forgetAuthor(tx: Transaction, customerId: string): Promise<void> {
  tx.update(reviewTable)
    .set({ customerId: null, authorName: null })
    .where(eq(reviewTable.customerId, customerId))
    .run();
}

function conditionsOf({ status, itemId, customerId, minRating }: ReviewFilter): SQL[] {
  return [
    ...(status === undefined ? [] : [eq(reviewTable.status, status)]),
    ...(customerId === undefined ? [] : [eq(reviewTable.customerId, customerId)]),
    ...(itemId === undefined ? [] : [eq(reviewTable.itemId, itemId)]),
    ...(minRating == null ? [] : [gte(reviewTable.rating, minRating)]),
  ];
}

const selectByIds = prepared((db) =>
  db.select().from(reviewTable).where(inJson(reviewTable.id, 'ids')).prepare(),
);
