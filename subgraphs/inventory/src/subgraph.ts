import { defineService } from '@supergraph/kit/service';

import { createReserveCommand } from '#src/commands/reserve.ts';
import { createRestockCommand } from '#src/commands/restock.ts';
import {
  createCommitCommand,
  createExtendCommand,
  createReleaseCommand,
} from '#src/commands/settle.ts';
import { createOrdersConsumer } from '#src/consumers/orders.ts';
import { createVariantsConsumer } from '#src/consumers/variants.ts';
import { createContext } from '#src/context.ts';
import { events } from '#src/events.ts';
import { locationImport } from '#src/imports/location.ts';
import { createStockImport, createStockPolicyImport } from '#src/imports/stock.ts';
import { createExpiryJob } from '#src/jobs.ts';
import { resolvers } from '#src/resolvers/index.ts';

/** The inventory service, not started. */
export const inventory = defineService({
  name: 'inventory',
  folder: new URL('..', import.meta.url),
  settings: {},
  create: (deps) => ({
    resolvers,
    events,
    createContext: (request) => createContext(deps, request),
    consumers: [createVariantsConsumer(deps), createOrdersConsumer(deps)],
    jobs: [createExpiryJob(deps)],
    imports: {
      after: ['catalog'],
      types: {
        location: locationImport,
        stockPolicy: createStockPolicyImport(deps),
        stock: createStockImport(deps),
      },
    },
    commands: {
      reserve: createReserveCommand(deps),
      extend: createExtendCommand(deps),
      commit: createCommitCommand(deps),
      release: createReleaseCommand(deps),
      restock: createRestockCommand(deps),
    },
  }),
});
