import type { RequestContext } from '@supergraph/kit/request-context';
import type { ServiceDeps } from '@supergraph/kit/service';

import { type Loaders, createLoaders } from '#src/loaders.ts';

export type InventoryDeps = ServiceDeps<object>;

export interface Context {
  readonly request: RequestContext;
  readonly deps: InventoryDeps;
  readonly loaders: Loaders;
}

export function createContext(deps: InventoryDeps, request: RequestContext): Context {
  return { request, deps, loaders: createLoaders(deps.db.reader) };
}
