import { createCommandClient } from '@supergraph/kit/command-client';
import { enableSecureDelete } from '@supergraph/kit/secure-delete';
import { defineService } from '@supergraph/kit/service';

import { customers } from './consumers/customers.ts';
import { payments } from './consumers/payments.ts';
import { prices } from './consumers/prices.ts';
import { stock } from './consumers/stock.ts';
import { variants } from './consumers/variants.ts';
import { createContext } from './context.ts';
import { events } from './events.ts';
import { createJobs } from './jobs.ts';
import { resolvers } from './resolvers/index.ts';
import { createSagaRunner } from './saga/saga-runner.ts';
import { settingsShape } from './settings.ts';

/** Carts of visitors and customers, and how they become orders. */
export const cart = defineService({
  name: 'cart',
  folder: new URL('..', import.meta.url),
  settings: settingsShape,
  create: (deps) => {
    const { settings } = deps;
    const commands = createCommandClient({ ...deps, name: 'cart', settings });
    const sagas = createSagaRunner({ ...deps, commands, leaseMs: settings.SAGA_LEASE_MS });
    const { db, now, newId, publish } = deps;
    return {
      resolvers,
      createContext: (request) =>
        createContext({ db, now, newId, publish, commands, sagas }, request),
      events,
      consumers: [variants, customers, prices, stock, payments],
      jobs: createJobs({ db, now, newId, sagas }),
      prepare: () => db.transaction(enableSecureDelete),
    };
  },
});
