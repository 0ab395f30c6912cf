import { enableSecureDelete } from '@supergraph/kit/secure-delete';
import { defineService } from '@supergraph/kit/service';

import { createAuthorizeCommand } from '#src/commands/authorize.ts';
import {
  createCaptureCommand,
  createRefundCommand,
  createVoidCommand,
} from '#src/commands/settle.ts';
import { customers } from '#src/consumers/customers.ts';
import { createOrdersConsumer } from '#src/consumers/orders.ts';
import { type Deps, createContext } from '#src/context.ts';
import { events } from '#src/events.ts';
import { createJobs } from '#src/jobs.ts';
import { createProvider } from '#src/providers/index.ts';
import { resolvers } from '#src/resolvers/index.ts';
import { settingsShape } from '#src/settings.ts';
import { addWebhookRoute } from '#src/webhook-route.ts';
import { createLock } from '#src/work/lock.ts';

/** How orders are paid for: a provider's API behind our own words. */
export const payments = defineService({
  name: 'payments',
  folder: new URL('..', import.meta.url),
  settings: settingsShape,
  create(given) {
    const provider = createProvider(given.settings, given);
    const deps: Deps = { ...given, provider, lock: createLock() };
    return {
      resolvers,
      events,
      createContext: (request) => createContext(deps, request),
      commands: {
        authorize: createAuthorizeCommand(deps),
        capture: createCaptureCommand(deps),
        void: createVoidCommand(deps),
        refund: createRefundCommand(deps),
      },
      consumers: [customers, createOrdersConsumer(deps)],
      routes: (app) => addWebhookRoute(app, deps),
      jobs: createJobs(deps),
      prepare: () => deps.db.transaction(enableSecureDelete),
    };
  },
});
