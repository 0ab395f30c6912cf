import type { RequestContext } from '@supergraph/kit/request-context';

import type { Instances } from '#src/registry/instances.ts';
import type { Principal } from '#src/registry/principal.ts';
import type { RegistryDeps } from '#src/registry/registry-deps.ts';

export interface Context {
  readonly request: RequestContext;
  readonly principal: Principal;
  readonly deps: RegistryDeps;
  readonly instances: Instances;
}
