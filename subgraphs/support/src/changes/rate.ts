import type { Transaction } from '@supergraph/kit/database';
import { forbiddenError } from '@supergraph/kit/user-errors';
import type { z } from 'zod';

import type { rateInput } from '#src/rules/ticket-input.ts';
import { isEnded } from '#src/rules/ticket-status.ts';
import { illegalStateError } from '#src/user-errors.ts';

import { type ChangeOutcome, type Changing, refuse } from './change.ts';
import { findForChange, saveTicket } from './find-for-change.ts';
import { tellRated } from './tell-ticket.ts';

/** Says how well a ticket was solved: its customer, once, after it was. */
export async function rateTicket(
  tx: Transaction,
  { rating, comment, ...wanted }: z.output<typeof rateInput>,
  { deps, request }: Changing,
): Promise<ChangeOutcome> {
  const found = await findForChange(tx, wanted, request);
  if (!found.ok) {
    return refuse(found.error);
  }
  const { ticket, side } = found;
  if (side === 'AGENT') {
    return refuse(forbiddenError('Only its customer rates a ticket.', ['ticketId']));
  }
  const state = { path: ['ticketId'], state: ticket.status };
  if (!isEnded(ticket.status)) {
    const allowed = ['RESOLVED', 'CLOSED'];
    return refuse(illegalStateError('A ticket is rated once it is solved.', { ...state, allowed }));
  }
  if (ticket.rating !== null) {
    return refuse(illegalStateError('The ticket was rated before.', { ...state, allowed: [] }));
  }
  const ratingComment = comment === '' ? null : (comment ?? null);
  await saveTicket(tx, ticket, { rating, ratingComment, at: deps.now() });
  await tellRated(tx, { ...ticket, rating }, { deps, correlationId: request.correlationId });
  return { status: 'done', id: ticket.id };
}
