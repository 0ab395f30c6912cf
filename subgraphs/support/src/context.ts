import type { CommandClient } from '@supergraph/kit/command-client';
import type { KeyedHash } from '@supergraph/kit/keyed-hash';
import type { RequestContext } from '@supergraph/kit/request-context';
import type { ServiceDeps } from '@supergraph/kit/service';

import { type Loaders, createLoaders } from '#src/loaders.ts';
import type { Settings } from '#src/settings.ts';

export type Deps = ServiceDeps<Settings>;

/** What this service has besides what every service has. */
export interface Means {
  readonly commands: CommandClient;
  readonly keyedHash: KeyedHash;
}

export interface Context extends Means {
  readonly request: RequestContext;
  readonly deps: Deps;
  readonly loaders: Loaders;
}

/** What the resolvers of one request can reach. */
export function createContext(deps: Deps, means: Means, request: RequestContext): Context {
  const { db, settings } = deps;
  const loaders = createLoaders(db.reader, request, settings.DEFAULT_LOCALE);
  return { ...means, request, deps, loaders };
}
