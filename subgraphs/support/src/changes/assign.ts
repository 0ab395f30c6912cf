import type { Transaction } from '@supergraph/kit/database';
import { notFoundError } from '@supergraph/kit/user-errors';
import type { z } from 'zod';

import { findAgents } from '#src/data/agents.ts';
import { findDueTimes } from '#src/rules/sla.ts';
import type { assignInput, priorityInput } from '#src/rules/ticket-input.ts';

import { type ChangeOutcome, type Changing, refuse } from './change.ts';
import { findForStaff, refuseState, saveTicket } from './find-for-change.ts';
import { getAgent } from './known-agent.ts';

/** Gives a ticket to an agent, to whoever asks, or to nobody. A NEW one is OPEN then. */
export async function assignTicket(
  tx: Transaction,
  { agentId, ...wanted }: z.output<typeof assignInput>,
  changing: Changing,
): Promise<ChangeOutcome> {
  const found = await findForStaff(tx, wanted, changing.request);
  if (!found.ok) {
    return refuse(found.error);
  }
  const { ticket } = found;
  if (ticket.status === 'CLOSED') {
    return refuse(refuseState(ticket, 'Nobody has to care for a ticket at its end.'));
  }
  const caller = await getAgent(tx, changing);
  const assigneeId = agentId === undefined ? caller.id : agentId;
  if (assigneeId !== null && (await findAgents(tx, [assigneeId])).length === 0) {
    return refuse(notFoundError(`There is no agent "${assigneeId}".`, ['agentId']));
  }
  const isLookedAt = ticket.status === 'NEW' && assigneeId !== null;
  await saveTicket(tx, ticket, {
    assigneeId,
    ...(isLookedAt && { status: 'OPEN' }),
    at: changing.deps.now(),
  });
  return { status: 'done', id: ticket.id };
}

/** Says how soon a ticket is to be answered and solved. Its clocks go on counting from when it was opened. */
export async function setPriority(
  tx: Transaction,
  { priority, ...wanted }: z.output<typeof priorityInput>,
  { deps, request }: Changing,
): Promise<ChangeOutcome> {
  const found = await findForStaff(tx, wanted, request);
  if (!found.ok) {
    return refuse(found.error);
  }
  const { ticket } = found;
  if (ticket.status === 'CLOSED') {
    return refuse(refuseState(ticket, 'A ticket at its end has no clocks.'));
  }
  const dueTimes = findDueTimes({ ...ticket, priority }, deps.settings);
  await saveTicket(tx, ticket, { priority, ...dueTimes, at: deps.now() });
  return { status: 'done', id: ticket.id };
}
