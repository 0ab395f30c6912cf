import { defineService } from '@supergraph/kit/service';

import { customers } from './consumers/customers.ts';
import { prices } from './consumers/prices.ts';
import { stock } from './consumers/stock.ts';
import { variants } from './consumers/variants.ts';
import { createContext } from './context.ts';
import { events } from './events.ts';
import { resolvers } from './resolvers/index.ts';

/** Carts of visitors and customers. */
export const cart = defineService({
  name: 'cart',
  folder: new URL('..', import.meta.url),
  settings: {},
  create: (deps) => ({
    resolvers,
    createContext: (request) => createContext(deps, request),
    events,
    consumers: [variants, customers, prices, stock],
  }),
});
