import { type Queries, type Transaction, prepared } from '@supergraph/kit/database';
import { and, desc, eq, isNull, lt, or, sql } from '@supergraph/kit/drizzle';
import type { Page } from '@supergraph/kit/paging';

import { type TimelineRow, timeline } from '#src/tables.ts';

/** Adds what happened, once for each event. */
export async function insertEntry(tx: Transaction, row: TimelineRow): Promise<void> {
  insertRow(tx).run(row);
}

/** Newest first, one more than the page has, so that it is known whether there are more. */
export async function listTimeline(
  db: Queries,
  customerId: string,
  { after, limit }: Page,
): Promise<TimelineRow[]> {
  const [at, eventId] = after ?? [];
  return db
    .select()
    .from(timeline)
    .where(
      and(
        eq(timeline.customerId, customerId),
        at === undefined
          ? undefined
          : sql`(${timeline.at}, ${timeline.eventId}) < (${at}, ${eventId})`,
      ),
    )
    .orderBy(desc(timeline.at), desc(timeline.eventId))
    .limit(limit + 1)
    .all();
}

/** Says to whom happened what waited for an order or a checkout. */
export async function joinEntries(
  tx: Transaction,
  {
    orderId,
    checkoutId,
    customerId,
  }: {
    readonly orderId: string | null;
    readonly checkoutId: string;
    readonly customerId: string;
  },
): Promise<void> {
  const ofOrder = orderId === null ? undefined : eq(timeline.orderId, orderId);
  tx.update(timeline)
    .set({ customerId })
    .where(and(isNull(timeline.customerId), or(ofOrder, eq(timeline.checkoutId, checkoutId))))
    .run();
}

/** Forgets what nobody claimed since before then. */
export async function purgeUnclaimed(tx: Transaction, before: number): Promise<void> {
  tx.delete(timeline)
    .where(and(isNull(timeline.customerId), lt(timeline.at, before)))
    .run();
}

const insertRow = prepared((db) =>
  db
    .insert(timeline)
    .values({
      eventId: sql.placeholder('eventId'),
      customerId: sql.placeholder('customerId'),
      orderId: sql.placeholder('orderId'),
      checkoutId: sql.placeholder('checkoutId'),
      at: sql.placeholder('at'),
      source: sql.placeholder('source'),
      kind: sql.placeholder('kind'),
      summary: sql.placeholder('summary'),
      refId: sql.placeholder('refId'),
    })
    .onConflictDoNothing()
    .prepare(),
);
