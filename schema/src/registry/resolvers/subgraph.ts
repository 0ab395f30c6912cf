import type { SubgraphResolvers } from '#src/generated/resolvers.ts';
import type { Context } from '#src/registry/context.ts';
import { findOpenStagings } from '#src/registry/data/publications.ts';
import type { Member } from '#src/registry/member.ts';
import { type ServingState, findServingState, isAlarming } from '#src/registry/routing.ts';

export const Subgraph: SubgraphResolvers = {
  state: (member, _, context) => stateOf(member, context),
  isAlarming: (member, _, context) => isAlarming(stateOf(member, context)),
  instances: ({ name }, _, { instances }) =>
    instances.listLive().filter(({ subgraph }) => subgraph === name),
  async staged({ name }, _, { deps }) {
    const stagings = await findOpenStagings(deps.db.reader);
    const staged = stagings.find(({ members }) => members.some((member) => member.name === name));
    return staged?.publication ?? null;
  },
};

function stateOf(member: Member, { instances }: Context): ServingState {
  return findServingState(member, { live: instances.listLive(), known: instances.list() });
}
