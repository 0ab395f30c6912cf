import type { CommandClient } from '@supergraph/kit/command-client';
import type { RequestContext } from '@supergraph/kit/request-context';
import type { ServiceDeps } from '@supergraph/kit/service';

import { type Loaders, createLoaders } from './loaders.ts';
import type { ResultsCache } from './results-cache.ts';
import type { ErpClient } from './upstream/erp-client.ts';

export type Deps = Pick<ServiceDeps<object>, 'db' | 'now' | 'newId' | 'publish' | 'log'> & {
  readonly client: ErpClient;
  readonly cache: ResultsCache;
  readonly commands: CommandClient;
};

/** What a resolver can reach. */
export interface Context extends Deps {
  readonly request: RequestContext;
  readonly loaders: Loaders;
}

export function createContext(deps: Deps, request: RequestContext): Context {
  return { ...deps, request, loaders: createLoaders(deps, request) };
}
