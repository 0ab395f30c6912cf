import type { Lock } from '#src/work/lock.ts';
import type { RequestContext } from '@supergraph/kit/request-context';
import type { ServiceDeps } from '@supergraph/kit/service';

import { type Loaders, createLoaders } from '#src/loaders.ts';
import type { Provider } from '#src/providers/provider.ts';
import type { Settings } from '#src/settings.ts';

export interface Deps extends ServiceDeps<Settings> {
  /** Undefined where none is configured. */
  readonly provider: Provider | undefined;
  readonly lock: Lock;
}

export interface Context {
  readonly request: RequestContext;
  readonly deps: Deps;
  readonly loaders: Loaders;
}

export function createContext(deps: Deps, request: RequestContext): Context {
  return { request, deps, loaders: createLoaders(deps.db.reader, request) };
}
