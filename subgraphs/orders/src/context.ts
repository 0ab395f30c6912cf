import type { RequestContext } from '@supergraph/kit/request-context';
import type { ServiceDeps } from '@supergraph/kit/service';

import { type Loaders, createLoaders } from '#src/loaders.ts';

export type Deps = ServiceDeps<object>;

export interface Context {
  readonly request: RequestContext;
  readonly deps: Deps;
  readonly loaders: Loaders;
}

export function createContext(deps: Deps, request: RequestContext): Context {
  return { request, deps, loaders: createLoaders(deps.db.reader, request) };
}
