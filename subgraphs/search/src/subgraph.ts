import { defineService } from '@supergraph/kit/service';

import { createCatalogConsumer } from '#src/consumers/catalog.ts';
import { prices } from '#src/consumers/prices.ts';
import { ratings } from '#src/consumers/ratings.ts';
import { stock } from '#src/consumers/stock.ts';
import { createContext } from '#src/context.ts';
import { createEngine } from '#src/engine.ts';
import { createJobs } from '#src/jobs.ts';
import { resolvers } from '#src/resolvers/index.ts';
import { settingsShape } from '#src/settings.ts';

/** Catalog item search, not started. */
export const search = defineService({
  name: 'search',
  folder: new URL('..', import.meta.url),
  settings: settingsShape,
  create: (deps) => {
    const engine = createEngine(deps);
    return {
      resolvers,
      createContext: (request) => createContext(deps, engine, request),
      consumers: [createCatalogConsumer(engine.shelf), prices, stock, ratings],
      jobs: createJobs(deps, engine),
      // The first shopper after a start waits no longer than the next.
      prepare: () => engine.shelf.refresh(),
    };
  },
});
