import type { JsonObject } from './json.ts';

/** The router's configuration for the whole corpus: a case is about execution, so no limit is in its way. */
export const CONFIG: JsonObject = {
  environment: 'development',
  limits: {
    tokens: 100_000,
    depth: 1000,
    fields: 100_000,
    entities: 100_000_000,
    aliases: 1000,
    rootFields: 1000,
    directives: 1000,
  },
};
