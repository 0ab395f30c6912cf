import type { RequestContext } from '@supergraph/kit/request-context';
import type { ServiceDeps } from '@supergraph/kit/service';

import { type Loaders, createLoaders } from './loaders.ts';
import type { Viewer } from './rules/access.ts';
import { hashToken } from './rules/token.ts';

type Deps = Pick<ServiceDeps<object>, 'db' | 'now' | 'newId' | 'publish'>;

/** What a resolver can reach. */
export interface Context extends Deps {
  readonly request: RequestContext;
  readonly viewer: Viewer;
  readonly loaders: Loaders;
}

export function createContext(deps: Deps, request: RequestContext): Context {
  const { db, now, newId, publish } = deps;
  const { claims, cartToken } = request;
  const viewer: Viewer = {
    customerId: claims?.sub ?? null,
    tokenHash: cartToken === null ? null : hashToken(cartToken),
    isAgent: claims?.scopes.includes('support:agent') ?? false,
  };
  const loaders = createLoaders(db.reader, { viewer, now });
  return { db, now, newId, publish, request, viewer, loaders };
}
