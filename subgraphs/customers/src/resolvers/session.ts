import type { SessionResolvers } from '../generated/resolvers.ts';

export const Session: SessionResolvers = {
  current: ({ id }, _, { request }) => request.claims?.sid === id,
};
