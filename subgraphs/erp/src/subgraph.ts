import { createCommandClient } from '@supergraph/kit/command-client';
import { defineService } from '@supergraph/kit/service';
import { z } from 'zod';

import { createFreightQuoteCommand } from '#src/commands/freight-quote.ts';
import { createListPricesCommand } from '#src/commands/list-prices.ts';
import { createOrdersConsumer } from '#src/consumers/orders.ts';
import { createContext } from '#src/context.ts';
import { events } from '#src/events.ts';
import { createShipmentJob, createTrimJob } from '#src/jobs.ts';
import { resolvers } from '#src/resolvers/index.ts';
import { createResultsCache } from '#src/results-cache.ts';
import { createErpClient } from '#src/upstream/erp-client.ts';

/** The legacy adapter, not started. */
export const erp = defineService({
  name: 'erp',
  folder: new URL('..', import.meta.url),
  settings: {
    /** Of the folder that has its endpoints. */
    ERP_URL: z.url({ protocol: /^https?$/u }).default('http://127.0.0.1:4061'),
    /** As many as it bears from this process. */
    ERP_PARALLEL_CALLS: z.coerce.number().int().min(1).default(2),
    /** `off` asks the ERP every time: that takes longer, and the answers are the same. */
    RESULTS_CACHE: z.enum(['on', 'off']).default('on'),
    /** How long a shipment is one process's to work on: longer than any try takes. */
    SHIPMENT_LEASE_MS: z.coerce.number().int().min(100).default(30_000),
  },
  create(serviceDeps) {
    const { settings } = serviceDeps;
    const deps = {
      ...serviceDeps,
      client: createErpClient(serviceDeps),
      cache: createResultsCache({ ...serviceDeps, isOn: settings.RESULTS_CACHE === 'on' }),
      commands: createCommandClient({ ...serviceDeps, name: 'erp' }),
    };
    return {
      resolvers,
      events,
      createContext: (request) => createContext(deps, request),
      consumers: [createOrdersConsumer(deps)],
      jobs: [createShipmentJob(deps, settings.SHIPMENT_LEASE_MS), createTrimJob(deps)],
      commands: {
        freightQuote: createFreightQuoteCommand(deps),
        listPrices: createListPricesCommand(deps),
      },
    };
  },
});
