import type { InstanceResolvers } from '#src/generated/resolvers.ts';

export const Instance: InstanceResolvers = {
  isCurrent: ({ subgraph, schemaHash }, _, { deps }) =>
    deps.graphs
      .current()
      ?.members.some((member) => member.name === subgraph && member.schemaHash === schemaHash) ??
    false,
};
