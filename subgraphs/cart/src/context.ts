import type { CommandClient } from '@supergraph/kit/command-client';
import type { RequestContext } from '@supergraph/kit/request-context';
import type { ServiceDeps } from '@supergraph/kit/service';

import { type Loaders, createLoaders } from './loaders.ts';
import type { Viewer } from './rules/access.ts';
import { hashToken } from './rules/token.ts';
import type { SagaRunner } from './saga/saga-runner.ts';

type Deps = Pick<ServiceDeps<object>, 'db' | 'now' | 'newId' | 'publish'> & {
  readonly commands: CommandClient;
  readonly sagas: SagaRunner;
};

/** What a resolver can reach. */
export interface Context extends Deps {
  readonly request: RequestContext;
  readonly viewer: Viewer;
  readonly loaders: Loaders;
}

export function createContext(deps: Deps, request: RequestContext): Context {
  const { claims, cartToken } = request;
  const viewer: Viewer = {
    customerId: claims?.sub ?? null,
    tokenHash: cartToken === null ? null : hashToken(cartToken),
    isAgent: claims?.scopes.includes('support:agent') ?? false,
  };
  const loaders = createLoaders(deps.db.reader, { viewer, now: deps.now });
  return { ...deps, request, viewer, loaders };
}
