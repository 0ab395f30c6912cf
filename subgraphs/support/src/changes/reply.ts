import type { Transaction } from '@supergraph/kit/database';
import type { z } from 'zod';

import type { replyInput } from '#src/rules/ticket-input.ts';
import { type Side, statusAfterReply } from '#src/rules/ticket-status.ts';
import type { TicketRow } from '#src/tables.ts';

import { type ChangeOutcome, type Changing, refuse } from './change.ts';
import { findForChange, findForStaff, refuseState, saveTicket } from './find-for-change.ts';
import { getAgent } from './known-agent.ts';
import { type Author, asAgent, writeMessage } from './write-message.ts';

/** Answers in a ticket: then it is the turn of the other side. Who of the staff answers first cares for it. */
export async function reply(
  tx: Transaction,
  { body, attachments, ...wanted }: z.output<typeof replyInput>,
  changing: Changing,
): Promise<ChangeOutcome> {
  const found = await findForChange(tx, wanted, changing.request);
  if (!found.ok) {
    return refuse(found.error);
  }
  const { ticket, side } = found;
  const status = statusAfterReply(ticket.status, side);
  if (status === null) {
    return refuse(refuseState(ticket, 'The ticket is at its end. Open another one.'));
  }
  const at = changing.deps.now();
  const { author, ...changes } = await describeAnswer(tx, { ticket, side }, changing);
  await saveTicket(tx, ticket, { ...changes, status, resolvedAt: null, at });
  const message = { ...author, ticketId: ticket.id, body, attachments, createdAt: at };
  await writeMessage(tx, message, changing.deps);
  return { status: 'done', id: ticket.id };
}

/** Who answers, and what an answer of theirs changes. */
export async function describeAnswer(
  tx: Transaction,
  { ticket, side }: { readonly ticket: TicketRow; readonly side: Side },
  changing: Changing,
): Promise<Partial<TicketRow> & { readonly author: Author }> {
  if (side === 'CUSTOMER') {
    return { author: { authorType: 'CUSTOMER', authorId: ticket.customerId ?? '' } };
  }
  const agent = await getAgent(tx, changing);
  return {
    author: asAgent(agent),
    assigneeId: ticket.assigneeId ?? agent.id,
    firstResponseAt: ticket.firstResponseAt ?? changing.deps.now(),
  };
}

/** Notes something that no customer sees: not even the version or the time of the last change tell that there is a note. */
export async function addNote(
  tx: Transaction,
  { body, attachments, ...wanted }: z.output<typeof replyInput>,
  changing: Changing,
): Promise<ChangeOutcome> {
  const found = await findForStaff(tx, wanted, changing.request);
  if (!found.ok) {
    return refuse(found.error);
  }
  const ticketId = found.ticket.id;
  const author = asAgent(await getAgent(tx, changing));
  const createdAt = changing.deps.now();
  const note = { ...author, ticketId, body, attachments, createdAt, internal: true };
  await writeMessage(tx, note, changing.deps);
  return { status: 'done', id: ticketId };
}
