import type { Transaction } from '@supergraph/kit/database';
import type { z } from 'zod';

import type { closeInput } from '#src/rules/ticket-input.ts';
import { NEXT } from '#src/rules/ticket-status.ts';

import { type ChangeOutcome, type Changing, refuse } from './change.ts';
import { findForChange, findForStaff, refuseState, saveTicket } from './find-for-change.ts';
import { describeAnswer } from './reply.ts';
import { tellResolved } from './tell-ticket.ts';
import { writeMessage } from './write-message.ts';

type Ending = z.output<typeof closeInput>;

/** Says that a ticket is solved: its customer can open it again by an answer. */
export function resolveTicket(tx: Transaction, input: Ending, changing: Changing) {
  return endTicket(tx, { ...input, status: 'RESOLVED' }, changing);
}

/** Ends a ticket for good. */
export function closeTicket(tx: Transaction, input: Ending, changing: Changing) {
  return endTicket(tx, { ...input, status: 'CLOSED' }, changing);
}

async function endTicket(
  tx: Transaction,
  { resolution, status, ...wanted }: Ending & { readonly status: 'RESOLVED' | 'CLOSED' },
  changing: Changing,
): Promise<ChangeOutcome> {
  const { deps, request } = changing;
  // That it is solved is for staff to say, that it is over for both.
  const find = status === 'RESOLVED' ? findForStaff : findForChange;
  const found = await find(tx, wanted, request);
  if (!found.ok) {
    return refuse(found.error);
  }
  const { ticket } = found;
  if (!NEXT[ticket.status].includes(status)) {
    return refuse(
      refuseState(ticket, `A ticket that is ${ticket.status} does not become ${status}.`),
    );
  }
  const at = deps.now();
  const { author, ...changes } = await describeAnswer(tx, found, changing);
  await saveTicket(tx, ticket, { ...changes, status, resolvedAt: ticket.resolvedAt ?? at, at });
  if (resolution != null && resolution !== '') {
    const message = { ...author, ticketId: ticket.id, body: resolution, createdAt: at };
    await writeMessage(tx, message, deps);
  }
  if (ticket.resolvedAt === null) {
    await tellResolved(tx, ticket, { deps, correlationId: request.correlationId });
  }
  return { status: 'done', id: ticket.id };
}
