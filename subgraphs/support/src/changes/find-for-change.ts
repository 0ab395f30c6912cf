import type { Transaction } from '@supergraph/kit/database';
import type { RequestContext } from '@supergraph/kit/request-context';
import { conflictError, forbiddenError, notFoundError } from '@supergraph/kit/user-errors';

import { findTicket, updateTicket } from '#src/data/tickets.ts';
import { canSee } from '#src/rules/access.ts';
import { NEXT, type Side } from '#src/rules/ticket-status.ts';
import type { TicketRow } from '#src/tables.ts';
import { type ChangeError, illegalStateError } from '#src/user-errors.ts';

export interface Wanted {
  readonly ticketId: string;
  readonly expectedVersion?: number | null | undefined;
}

type Found =
  | { readonly ok: true; readonly ticket: TicketRow; readonly side: Side }
  | { readonly ok: false; readonly error: ChangeError };

/** The ticket that is to be changed, and as whom. For those who may not see it, it does not exist. */
export async function findForChange(
  tx: Transaction,
  { ticketId, expectedVersion }: Wanted,
  request: RequestContext,
): Promise<Found> {
  const ticket = await findTicket(tx, ticketId);
  if (ticket === undefined || !canSee(ticket.customerId, request)) {
    const error = notFoundError(`There is no ticket "${ticketId}" that you may change.`, [
      'ticketId',
    ]);
    return { ok: false, error };
  }
  if (expectedVersion != null && expectedVersion !== ticket.version) {
    const message = `The ticket has version ${ticket.version}, not ${expectedVersion}.`;
    const error = conflictError(message, ['expectedVersion'], ticket.version);
    return { ok: false, error };
  }
  const side = ticket.customerId === request.claims?.sub ? 'CUSTOMER' : 'AGENT';
  return { ok: true, ticket, side };
}

/** As `findForChange`, for what is staff's alone: nobody of them works on what they asked themselves. */
export async function findForStaff(
  tx: Transaction,
  wanted: Wanted,
  request: RequestContext,
): Promise<Found> {
  const found = await findForChange(tx, wanted, request);
  if (!found.ok || found.side === 'AGENT') {
    return found;
  }
  const message = 'Staff do not work on a ticket of their own.';
  return { ok: false, error: forbiddenError(message, ['ticketId']) };
}

/** The state does not allow it. */
export function refuseState({ status }: TicketRow, message: string): ChangeError {
  return illegalStateError(message, { path: ['ticketId'], state: status, allowed: NEXT[status] });
}

/** Changes what everybody sees of a ticket: its version goes up. */
export async function saveTicket(
  tx: Transaction,
  { id, version }: TicketRow,
  { at, ...changes }: Partial<TicketRow> & { readonly at: number },
): Promise<void> {
  await updateTicket(tx, id, { ...changes, version: version + 1, updatedAt: at });
}
