import { type Transaction, prepared } from '@supergraph/kit/database';
import { type SQL, eq, sql } from '@supergraph/kit/drizzle';

import { ticket, ticketMessage, ticketSearchKey } from '#src/tables.ts';

/** Lets staff find a ticket by words of its number, its subject, its messages and its notes, as they are now. */
export async function indexTicket(tx: Transaction, ticketId: string): Promise<void> {
  const known = selectKey(tx).get({ ticketId });
  const { id } =
    known ??
    tx.insert(ticketSearchKey).values({ ticketId }).returning({ id: ticketSearchKey.id }).get();
  if (known !== undefined) {
    tx.run(sql`delete from ticket_fts where rowid = ${id}`);
  }
  tx.run(
    sql`insert into ticket_fts (rowid, number, subject, messages, notes)
      select ${id}, ${ticket.number}, coalesce(${ticket.subject}, ''), ${bodies(0)}, ${bodies(1)}
      from ${ticket} where ${ticket.id} = ${ticketId}`,
  );
}

/** Tickets that match this question to the index. */
export function matchesWords(words: string): SQL {
  return sql`${ticket.id} in (select ${ticketSearchKey.ticketId} from ${ticketSearchKey} where ${ticketSearchKey.id} in (
    select rowid from ticket_fts where ticket_fts match ${words}))`;
}

const selectKey = prepared((db) =>
  db
    .select({ id: ticketSearchKey.id })
    .from(ticketSearchKey)
    .where(eq(ticketSearchKey.ticketId, sql.placeholder('ticketId')))
    .prepare(),
);

/** The texts of a ticket's messages, or of its notes. */
const bodies = (internal: 0 | 1): SQL =>
  sql`(select coalesce(group_concat(${ticketMessage.body}, ' '), '') from ${ticketMessage}
    where ${ticketMessage.ticketId} = ${ticket.id} and ${ticketMessage.internal} = ${internal})`;
