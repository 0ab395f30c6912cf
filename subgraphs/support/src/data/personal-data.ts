import { type Queries, type Transaction, prepared } from '@supergraph/kit/database';
import { and, eq, inArray, ne, sql } from '@supergraph/kit/drizzle';

import {
  agent,
  erasedCustomer,
  goodwillVoucher,
  orderRef,
  returnRef,
  ticket,
  ticketMessage,
  timeline,
} from '#src/tables.ts';

import { indexTicket } from './ticket-search.ts';

/** Who asked is forgotten, and all that was written to them or about them; how many tickets there were counts on. */
export async function forgetCustomer(
  tx: Transaction,
  { customerId, at }: { readonly customerId: string; readonly at: number },
): Promise<void> {
  tx.insert(erasedCustomer).values({ customerId, at }).onConflictDoNothing().run();
  const rows = tx
    .select({ id: ticket.id })
    .from(ticket)
    .where(eq(ticket.customerId, customerId))
    .all();
  const ids = rows.map(({ id }) => id);
  tx.update(ticket)
    .set({ customerId: null, subject: null, ratingComment: null })
    .where(inArray(ticket.id, ids))
    .run();
  // What the software wrote holds ids and codes alone.
  const ofTickets = and(
    inArray(ticketMessage.ticketId, ids),
    ne(ticketMessage.authorType, 'SYSTEM'),
  );
  tx.update(ticketMessage).set({ body: null, attachments: [] }).where(ofTickets).run();
  tx.update(ticketMessage)
    .set({ authorId: null })
    .where(and(eq(ticketMessage.authorType, 'CUSTOMER'), eq(ticketMessage.authorId, customerId)))
    .run();
  for (const id of ids) {
    await indexTicket(tx, id);
  }
  forgetTraces(tx, customerId);
}

function forgetTraces(tx: Transaction, customerId: string): void {
  // One that is not there yet is not asked for any more: nobody could use it.
  tx.delete(goodwillVoucher)
    .where(and(eq(goodwillVoucher.customerId, customerId), eq(goodwillVoucher.status, 'PENDING')))
    .run();
  tx.update(goodwillVoucher)
    .set({ customerId: null, reason: null, code: null })
    .where(eq(goodwillVoucher.customerId, customerId))
    .run();
  tx.delete(timeline).where(eq(timeline.customerId, customerId)).run();
  tx.update(orderRef).set({ customerId: null }).where(eq(orderRef.customerId, customerId)).run();
  tx.update(returnRef).set({ customerId: null }).where(eq(returnRef.customerId, customerId)).run();
  // Staff have accounts too. What they answered stays, under a name that tells nothing.
  tx.update(agent)
    .set({ name: sql`'Agent ' || substr(${agent.id}, -4)` })
    .where(eq(agent.customerId, customerId))
    .run();
}

export async function isErased(db: Queries, customerId: string): Promise<boolean> {
  return selectErased(db).get({ customerId }) !== undefined;
}

const selectErased = prepared((db) =>
  db
    .select()
    .from(erasedCustomer)
    .where(eq(erasedCustomer.customerId, sql.placeholder('customerId')))
    .prepare(),
);
