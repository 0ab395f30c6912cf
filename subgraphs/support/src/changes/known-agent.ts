import type { Transaction } from '@supergraph/kit/database';

import { findAgentOf, insertAgent } from '#src/data/agents.ts';
import type { AgentRow } from '#src/tables.ts';

import type { Changing } from './change.ts';

const LAST_LETTERS = 4;

/** The agent who asks, known from the first time on. Tokens carry no names: the first one says nothing, and the agent can choose another. */
export async function getAgent(tx: Transaction, { deps, request }: Changing): Promise<AgentRow> {
  const customerId = request.claims?.sub;
  if (customerId === undefined) {
    throw new Error('Nobody is signed in.');
  }
  const known = await findAgentOf(tx, customerId);
  if (known !== undefined) {
    return known;
  }
  const id = deps.newId('agt');
  const row = { id, customerId, name: `Agent ${id.slice(-LAST_LETTERS)}`, createdAt: deps.now() };
  await insertAgent(tx, row);
  return row;
}
