import type { PublicationResolvers } from '#src/generated/resolvers.ts';
import { findPublicationMembers } from '#src/registry/data/publications.ts';

export const Publication: PublicationResolvers = {
  subgraphs: ({ id }, _, { deps }) => findPublicationMembers(deps.db.reader, id),
  report: ({ report }): unknown => JSON.parse(report),
};
