import { enableSecureDelete } from '@supergraph/kit/secure-delete';
import { defineService } from '@supergraph/kit/service';

import { customers } from '#src/consumers/customers.ts';
import { items } from '#src/consumers/items.ts';
import { purchases } from '#src/consumers/purchases.ts';
import { createContext } from '#src/context.ts';
import { events } from '#src/events.ts';
import { resolvers } from '#src/resolvers/index.ts';
import { settingsShape } from '#src/settings.ts';

/** What customers think of the items. */
export const subgraph = defineService({
  name: 'reviews',
  folder: new URL('..', import.meta.url),
  settings: settingsShape,
  create: (deps) => ({
    resolvers,
    events,
    createContext: (request) => createContext(deps, request),
    consumers: [items, purchases, customers],
    prepare: () => deps.db.transaction(enableSecureDelete),
  }),
});
