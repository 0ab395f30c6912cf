import { createKeyedHash } from '@supergraph/kit/keyed-hash';
import { enableSecureDelete } from '@supergraph/kit/secure-delete';
import { defineService } from '@supergraph/kit/service';

import { createCustomersConsumer } from '#src/consumers/customers.ts';
import { items } from '#src/consumers/items.ts';
import { purchases } from '#src/consumers/purchases.ts';
import { createContext } from '#src/context.ts';
import { events } from '#src/events.ts';
import { createReviewImport } from '#src/imports/review.ts';
import { createJobs } from '#src/jobs.ts';
import { resolvers } from '#src/resolvers/index.ts';
import { settingsShape } from '#src/settings.ts';

/** What customers think of the items. */
export const subgraph = defineService({
  name: 'reviews',
  folder: new URL('..', import.meta.url),
  settings: settingsShape,
  create: (deps) => {
    const { db } = deps;
    const keyedHash = createKeyedHash(db);
    return {
      resolvers,
      events,
      createContext: (request) => createContext(deps, { keyedHash }, request),
      consumers: [items, purchases, createCustomersConsumer(keyedHash)],
      imports: { after: ['catalog'], types: { review: createReviewImport(deps) } },
      jobs: createJobs(deps),
      async prepare() {
        await db.transaction(enableSecureDelete);
        // The key is read or made here: a consumer asks for it inside a transaction.
        await keyedHash('');
      },
    };
  },
});
