import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, asc, eq, getTableColumns, sql } from '@supergraph/kit/drizzle';

import { type MessageRow, ticketMessage } from '#src/tables.ts';

import { indexTicket } from './ticket-search.ts';

/** Adds to the end of a ticket. */
export async function insertMessage(tx: Transaction, row: Omit<MessageRow, 'seq'>): Promise<void> {
  tx.insert(ticketMessage).values(row).run();
  await indexTicket(tx, row.ticketId);
}

export async function findMessages(db: Queries, ids: readonly string[]): Promise<MessageRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

/** What staff noted in these tickets, the oldest first. */
export async function findNotes(db: Queries, ticketIds: readonly string[]): Promise<MessageRow[]> {
  return selectNotes(db).all({ ids: JSON.stringify(ticketIds) });
}

/** A message with its place among those of its ticket that everybody may read: 1 is the first. */
export type PlacedMessage = MessageRow & { readonly place: number };

/** What everybody may read of each of these tickets, the oldest first: so many behind a place. */
export async function findPublicMessages(
  db: Queries,
  ticketIds: readonly string[],
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<PlacedMessage[]> {
  return selectPublic(db).all({ ids: JSON.stringify(ticketIds), after, last: after + limit });
}

/** How many messages each of these tickets has that everybody may read. */
export async function countPublicMessages(
  db: Queries,
  ticketIds: readonly string[],
): Promise<{ readonly ticketId: string; readonly messages: number }[]> {
  return selectCounts(db).all({ ids: JSON.stringify(ticketIds) });
}

const isPublic = eq(ticketMessage.internal, false);

const selectByIds = prepared((db) =>
  db.select().from(ticketMessage).where(inJson(ticketMessage.id, 'ids')).prepare(),
);
const selectNotes = prepared((db) =>
  db
    .select()
    .from(ticketMessage)
    .where(and(inJson(ticketMessage.ticketId, 'ids'), eq(ticketMessage.internal, true)))
    .orderBy(asc(ticketMessage.seq))
    .prepare(),
);
const selectPublic = prepared((db) => {
  const placed = db
    .select({
      ...getTableColumns(ticketMessage),
      place:
        sql<number>`row_number() over (partition by ${ticketMessage.ticketId} order by ${ticketMessage.seq})`.as(
          'place',
        ),
    })
    .from(ticketMessage)
    .where(and(inJson(ticketMessage.ticketId, 'ids'), isPublic))
    .as('placed');
  return db
    .select()
    .from(placed)
    .where(
      and(
        sql`${placed.place} > ${sql.placeholder('after')}`,
        sql`${placed.place} <= ${sql.placeholder('last')}`,
      ),
    )
    .orderBy(asc(placed.seq))
    .prepare();
});
const selectCounts = prepared((db) =>
  db
    .select({ ticketId: ticketMessage.ticketId, messages: sql<number>`count(*)` })
    .from(ticketMessage)
    .where(and(inJson(ticketMessage.ticketId, 'ids'), isPublic))
    .groupBy(ticketMessage.ticketId)
    .prepare(),
);
