import { defineService } from '@supergraph/kit/service';

import { createContext } from '#src/context.ts';
import { events } from '#src/events.ts';
import { resolvers } from '#src/resolvers/index.ts';

/** The samples service, not started. */
export const subgraph = defineService({
  name: 'samples',
  folder: new URL('..', import.meta.url),
  settings: {},
  create: (deps) => ({
    resolvers,
    events,
    createContext: (request) => createContext(deps, request),
  }),
});
