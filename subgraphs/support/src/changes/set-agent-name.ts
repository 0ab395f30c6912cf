import { renameAgent } from '#src/data/agents.ts';
import type { Context } from '#src/context.ts';
import { nameInput } from '#src/rules/ticket-input.ts';

import { describeIssues } from './change.ts';
import { getAgent } from './known-agent.ts';

/** Chooses the name under which customers see who asks. The same name again changes nothing. */
export async function setAgentName({ deps, request }: Context, input: { readonly name: string }) {
  const checked = nameInput.safeParse(input);
  if (!checked.success) {
    return { agent: null, errors: describeIssues(checked.error) };
  }
  const agent = await deps.db.transaction(async (tx) => {
    const row = { ...(await getAgent(tx, { deps, request })), name: checked.data.name };
    await renameAgent(tx, row);
    return row;
  });
  return { agent, errors: [] };
}
