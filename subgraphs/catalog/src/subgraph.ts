import { defineService } from '@supergraph/kit/service';

import { createContext } from '#src/context.ts';
import { events } from '#src/events.ts';
import { createBundleImport } from '#src/imports/bundle.ts';
import { createCategoryImport } from '#src/imports/category.ts';
import { createProductImport } from '#src/imports/product.ts';
import { resolvers } from '#src/resolvers/index.ts';
import { settingsShape } from '#src/settings.ts';

/** The catalog service, not started. */
export const catalog = defineService({
  name: 'catalog',
  folder: new URL('..', import.meta.url),
  settings: settingsShape,
  create: (deps) => ({
    resolvers,
    events,
    createContext: (request) => createContext(deps, request),
    imports: {
      types: {
        category: createCategoryImport(deps),
        product: createProductImport(deps),
        bundle: createBundleImport(deps),
      },
    },
  }),
});
