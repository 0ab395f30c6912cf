import type { Transaction } from '@supergraph/kit/database';

import type { Deps } from '#src/context.ts';
import { insertTicket, isNumberTaken } from '#src/data/tickets.ts';
import { findDueTimes } from '#src/rules/sla.ts';
import { findFreeNumber } from '#src/rules/ticket-number.ts';
import type { TicketRow } from '#src/tables.ts';

import { tellOpened } from './tell-ticket.ts';
import { type Author, writeMessage } from './write-message.ts';

type Content = Pick<
  TicketRow,
  'customerId' | 'subject' | 'category' | 'priority' | 'aboutType' | 'aboutId' | 'origin'
>;

interface First {
  readonly author: Author;
  readonly body: string;
  readonly attachments?: readonly string[];
}

interface Creating {
  readonly deps: Deps;
  readonly correlationId: string;
}

/** Writes a ticket down with its first message, and tells others. */
export async function createTicket(
  tx: Transaction,
  { first: { author, ...first }, ...content }: Content & { readonly first: First },
  { deps, correlationId }: Creating,
): Promise<string> {
  const id = deps.newId('tkt');
  const at = deps.now();
  const row: TicketRow = {
    ...content,
    ...findDueTimes({ priority: content.priority, createdAt: at }, deps.settings),
    id,
    number: await findFreeNumber(deps.newId, (number) => isNumberTaken(tx, number)),
    status: 'NEW',
    assigneeId: null,
    firstResponseAt: null,
    resolvedAt: null,
    rating: null,
    ratingComment: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
  await insertTicket(tx, row);
  await writeMessage(tx, { ...author, ...first, ticketId: id, createdAt: at }, deps);
  await tellOpened(tx, row, { deps, correlationId });
  return id;
}
