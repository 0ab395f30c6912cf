import { createCommandClient } from '@supergraph/kit/command-client';
import { createKeyedHash } from '@supergraph/kit/keyed-hash';
import { enableSecureDelete } from '@supergraph/kit/secure-delete';
import { defineService } from '@supergraph/kit/service';

import { carts } from '#src/consumers/carts.ts';
import { createCustomersConsumer } from '#src/consumers/customers.ts';
import { orders } from '#src/consumers/orders.ts';
import { createPaymentsConsumer } from '#src/consumers/payments.ts';
import { reviews } from '#src/consumers/reviews.ts';
import { createShipmentsConsumer } from '#src/consumers/shipments.ts';
import { createContext } from '#src/context.ts';
import { events } from '#src/events.ts';
import { createHelpArticleImport } from '#src/imports/help-article.ts';
import { createJobs } from '#src/jobs.ts';
import { resolvers } from '#src/resolvers/index.ts';
import { settingsShape } from '#src/settings.ts';

/** What customers ask, and what becomes of it. */
export const support = defineService({
  name: 'support',
  folder: new URL('..', import.meta.url),
  settings: settingsShape,
  create: (deps) => {
    const { db, settings } = deps;
    const commands = createCommandClient({ ...deps, name: 'support', settings });
    const keyedHash = createKeyedHash(db);
    return {
      resolvers,
      events,
      createContext: (request) => createContext(deps, { commands, keyedHash }, request),
      consumers: [
        orders,
        createPaymentsConsumer(deps),
        createShipmentsConsumer(deps),
        carts,
        createCustomersConsumer(keyedHash),
        reviews,
      ],
      imports: { types: { helpArticle: createHelpArticleImport() } },
      jobs: createJobs(deps, { commands }),
      async prepare() {
        await db.transaction(enableSecureDelete);
        // The key is read or made here: a consumer asks for it inside a transaction.
        await keyedHash('');
      },
    };
  },
});
