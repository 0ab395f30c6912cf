import { createKeyedHash } from '@supergraph/kit/keyed-hash';
import { enableSecureDelete } from '@supergraph/kit/secure-delete';
import { defineService } from '@supergraph/kit/service';

import { createDeliveryDetailsCommand } from '#src/commands/delivery-details.ts';
import { createPlaceCommand } from '#src/commands/place.ts';
import { checkouts } from '#src/consumers/checkouts.ts';
import { customers } from '#src/consumers/customers.ts';
import { payments } from '#src/consumers/payments.ts';
import { createShipmentsConsumer } from '#src/consumers/shipments.ts';
import { createContext } from '#src/context.ts';
import { events } from '#src/events.ts';
import { createJobs } from '#src/jobs.ts';
import { resolvers } from '#src/resolvers/index.ts';
import { settingsShape } from '#src/settings.ts';

/** What was bought, as it was bought. */
export const orders = defineService({
  name: 'orders',
  folder: new URL('..', import.meta.url),
  settings: settingsShape,
  create: (deps) => {
    const keyedHash = createKeyedHash(deps.db);
    return {
      resolvers,
      events,
      createContext: (request) => createContext(deps, keyedHash, request),
      commands: {
        place: createPlaceCommand(deps),
        deliveryDetails: createDeliveryDetailsCommand(deps),
      },
      consumers: [checkouts, customers, createShipmentsConsumer(deps), payments],
      jobs: createJobs(deps),
      prepare: () => deps.db.transaction(enableSecureDelete),
    };
  },
});
