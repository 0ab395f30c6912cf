import type { TicketRow } from '#src/tables.ts';

export type TicketStatus = TicketRow['status'];
/** As whom somebody writes in a ticket: staff who ask something of their own shop are customers. */
export type Side = 'CUSTOMER' | 'AGENT';

/** Which status can follow which. */
export const NEXT: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  NEW: ['OPEN', 'WAITING_FOR_CUSTOMER', 'RESOLVED', 'CLOSED'],
  OPEN: ['WAITING_FOR_CUSTOMER', 'RESOLVED', 'CLOSED'],
  WAITING_FOR_CUSTOMER: ['OPEN', 'RESOLVED', 'CLOSED'],
  RESOLVED: ['OPEN', 'WAITING_FOR_CUSTOMER', 'CLOSED'],
  CLOSED: [],
};

/** What an answer makes of a ticket: then it is the turn of the other side. Null when it is at its end. */
export function statusAfterReply(status: TicketStatus, side: Side): TicketStatus | null {
  if (status === 'CLOSED') {
    return null;
  }
  if (side === 'AGENT') {
    return 'WAITING_FOR_CUSTOMER';
  }
  return status === 'NEW' ? 'NEW' : 'OPEN';
}

export function isEnded(status: TicketStatus): boolean {
  return status === 'RESOLVED' || status === 'CLOSED';
}
