import { localeChain } from '@supergraph/kit/locales';
import type { RequestContext } from '@supergraph/kit/request-context';

import type { Engine, SearchDeps } from '#src/engine.ts';
import { type Loaders, createLoaders } from '#src/loaders.ts';
import type { Surroundings } from '#src/query/criteria.ts';

/** What a resolver can reach. */
export interface Context {
  readonly request: RequestContext;
  readonly deps: SearchDeps;
  readonly engine: Engine;
  /** Where and in which languages the shopper is. */
  readonly surroundings: Surroundings;
  readonly loaders: Loaders;
}

const LONGEST_LOCALE = 35;

export function createContext(deps: SearchDeps, engine: Engine, request: RequestContext): Context {
  const { currency, country } = request;
  const locale = request.locale.slice(0, LONGEST_LOCALE);
  const locales = localeChain(locale, deps.settings.DEFAULT_LOCALE);
  const surroundings = { currency, country, locales };
  const loaders = createLoaders(deps, engine, surroundings);
  return { request, deps, engine, surroundings, loaders };
}
