import type { Transaction } from '@supergraph/kit/database';

import type { Deps } from '#src/context.ts';
import { insertEntry } from '#src/data/timeline.ts';
import type { TicketRow } from '#src/tables.ts';

interface Telling {
  readonly deps: Pick<Deps, 'now' | 'newId' | 'publish'>;
  readonly correlationId: string;
}

type Told = Pick<TicketRow, 'id' | 'number' | 'customerId' | 'category' | 'priority'>;

/** Puts what happened to a ticket on the timeline of its customer. */
export async function putOnTimeline(
  tx: Transaction,
  { id, customerId }: Pick<TicketRow, 'id' | 'customerId'>,
  {
    deps: { now, newId },
    ...entry
  }: {
    readonly deps: Telling['deps'];
    readonly kind: string;
    readonly summary: string;
  },
): Promise<void> {
  if (customerId !== null) {
    const at = now();
    const nowhere = { orderId: null, checkoutId: null };
    const eventId = newId('tle');
    await insertEntry(tx, {
      ...entry,
      ...nowhere,
      eventId,
      customerId,
      at,
      source: 'support',
      refId: id,
    });
  }
}

/** Tells others and the timeline that a ticket was opened. */
export async function tellOpened(
  tx: Transaction,
  ticket: Told,
  { deps, correlationId }: Telling,
): Promise<void> {
  const { id: ticketId, customerId, category, priority, number } = ticket;
  const summary = `The ticket ${number} about ${category} was opened, ${priority}.`;
  await putOnTimeline(tx, ticket, { deps, kind: 'TICKET_OPENED', summary });
  await deps.publish(tx, {
    type: 'support.ticket.opened',
    key: ticketId,
    data: { ticketId, customerId, category, priority },
    cause: { correlationId },
  });
}

/** Tells others and the timeline that a ticket was solved or ended. */
export async function tellResolved(
  tx: Transaction,
  ticket: Told,
  { deps, correlationId }: Telling,
): Promise<void> {
  const { id: ticketId, customerId, number } = ticket;
  const summary = `The ticket ${number} was resolved.`;
  await putOnTimeline(tx, ticket, { deps, kind: 'TICKET_RESOLVED', summary });
  await deps.publish(tx, {
    type: 'support.ticket.resolved',
    key: ticketId,
    data: { ticketId, customerId },
    cause: { correlationId },
  });
}

/** Tells others and the timeline what a customer thinks. */
export async function tellRated(
  tx: Transaction,
  ticket: Told & { readonly rating: number },
  { deps, correlationId }: Telling,
): Promise<void> {
  const { id: ticketId, customerId, number, rating } = ticket;
  const summary = `The ticket ${number} was rated ${rating} of 5.`;
  await putOnTimeline(tx, ticket, { deps, kind: 'TICKET_RATED', summary });
  await deps.publish(tx, {
    type: 'support.ticket.rated',
    key: ticketId,
    data: { ticketId, customerId, rating },
    cause: { correlationId },
  });
}
