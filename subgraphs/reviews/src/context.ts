import type { KeyedHash } from '@supergraph/kit/keyed-hash';
import type { RequestContext } from '@supergraph/kit/request-context';
import type { ServiceDeps } from '@supergraph/kit/service';

import { type Loaders, createLoaders } from '#src/loaders.ts';
import type { Settings } from '#src/settings.ts';

export type Deps = ServiceDeps<Settings>;

export interface Context {
  readonly request: RequestContext;
  readonly deps: Deps;
  /** Under the key of this database: who voted or tried is not kept in clear. */
  readonly keyedHash: KeyedHash;
  /** Made anew after a write: another field of the request may have loaded what was written. */
  loaders: Loaders;
}

export function createContext(
  deps: Deps,
  { keyedHash }: Pick<Context, 'keyedHash'>,
  request: RequestContext,
): Context {
  return {
    request,
    deps,
    keyedHash,
    loaders: createLoaders(deps.db.reader, request, deps.settings),
  };
}
