import { localeChain } from '@supergraph/kit/locales';
import type { RequestContext } from '@supergraph/kit/request-context';
import type { ServiceDeps } from '@supergraph/kit/service';

import { type Loaders, createLoaders } from '#src/loaders.ts';
import { type Audience, audienceOf } from '#src/rules/visibility.ts';
import type { Settings } from '#src/settings.ts';

export type CatalogDeps = ServiceDeps<Settings>;

/** What a resolver can reach. */
export interface Context {
  readonly request: RequestContext;
  readonly deps: CatalogDeps;
  /** Replaced after a write: what was loaded before it may have changed. */
  loaders: Loaders;
  readonly audience: Audience;
  /** Locales of texts to try, best first. */
  readonly locales: readonly string[];
}

export function createContext(deps: CatalogDeps, request: RequestContext): Context {
  return {
    request,
    deps,
    loaders: createLoaders(deps.db.reader),
    audience: audienceOf(request.claims),
    locales: localeChain(request.locale, deps.settings.DEFAULT_LOCALE),
  };
}
