import type { MutationResolvers } from '#src/generated/resolvers.ts';
import { trackEvents } from '#src/track-events.ts';

export const Mutation: MutationResolvers = {
  searchEventsTrack: async (
    _root,
    { events },
    { deps: { db, now }, engine: { shelf, queryIds } },
  ) => trackEvents(events, { db, shelf, queryIds, now }),
};
