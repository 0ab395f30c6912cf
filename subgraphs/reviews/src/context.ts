import type { RequestContext } from '@supergraph/kit/request-context';
import type { ServiceDeps } from '@supergraph/kit/service';

import { type Loaders, createLoaders } from '#src/loaders.ts';
import type { Settings } from '#src/settings.ts';

export type Deps = ServiceDeps<Settings>;

export interface Context {
  readonly request: RequestContext;
  readonly deps: Deps;
  /** Made anew after a write: another field of the request may have loaded what was written. */
  loaders: Loaders;
}

export function createContext(deps: Deps, request: RequestContext): Context {
  return { request, deps, loaders: createLoaders(deps.db.reader, request, deps.settings) };
}
