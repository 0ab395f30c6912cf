import type { KeyedHash } from '@supergraph/kit/keyed-hash';
import type { RequestContext } from '@supergraph/kit/request-context';
import type { ServiceDeps } from '@supergraph/kit/service';

import { type Loaders, createLoaders } from '#src/loaders.ts';
import type { Settings } from '#src/settings.ts';

export type Deps = ServiceDeps<Settings>;

export interface Context {
  readonly request: RequestContext;
  readonly deps: Deps;
  readonly keyedHash: KeyedHash;
  readonly loaders: Loaders;
}

/** What the resolvers of one request can reach. */
export function createContext(deps: Deps, keyedHash: KeyedHash, request: RequestContext): Context {
  return { request, deps, keyedHash, loaders: createLoaders(deps.db.reader, request) };
}
