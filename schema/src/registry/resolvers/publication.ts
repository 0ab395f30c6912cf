import type { PublicationResolvers } from '#src/generated/resolvers.ts';
import { findEnding, findPublicationMembers } from '#src/registry/data/publications.ts';

export const Publication: PublicationResolvers = {
  subgraphs: ({ id }, _, { deps }) => findPublicationMembers(deps.db.reader, id),
  ending: async ({ id }, _, { deps }) => (await findEnding(deps.db.reader, id)) ?? null,
  report: ({ report }): unknown => JSON.parse(report),
};
