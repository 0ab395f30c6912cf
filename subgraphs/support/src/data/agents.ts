import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { asc, eq, sql } from '@supergraph/kit/drizzle';

import { type AgentRow, agent } from '#src/tables.ts';

export async function findAgents(db: Queries, ids: readonly string[]): Promise<AgentRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

export async function findAgentOf(db: Queries, customerId: string): Promise<AgentRow | undefined> {
  return selectByCustomer(db).get({ customerId });
}

export async function listAgents(db: Queries): Promise<AgentRow[]> {
  return selectAll(db).all();
}

export async function insertAgent(tx: Transaction, row: AgentRow): Promise<void> {
  tx.insert(agent).values(row).run();
}

export async function renameAgent(
  tx: Transaction,
  { id, name }: Pick<AgentRow, 'id' | 'name'>,
): Promise<void> {
  tx.update(agent).set({ name }).where(eq(agent.id, id)).run();
}

const selectByIds = prepared((db) =>
  db.select().from(agent).where(inJson(agent.id, 'ids')).prepare(),
);
const selectByCustomer = prepared((db) =>
  db
    .select()
    .from(agent)
    .where(eq(agent.customerId, sql.placeholder('customerId')))
    .prepare(),
);
const selectAll = prepared((db) =>
  db.select().from(agent).orderBy(asc(agent.name), asc(agent.id)).prepare(),
);
