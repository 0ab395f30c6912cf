import type { RequestContext } from '@supergraph/kit/request-context';
import type { ServiceDeps } from '@supergraph/kit/service';

import { type Loaders, createLoaders } from '#src/loaders.ts';
import type { Buyer } from '#src/rules/price-list.ts';

export type PricingDeps = ServiceDeps<object>;

export interface Context {
  readonly request: RequestContext;
  readonly deps: PricingDeps;
  readonly loaders: Loaders;
  /** One instant for the whole request, so that its prices agree. */
  readonly now: number;
  /** Who looks at prices, by the request's headers and claims. */
  readonly buyer: Buyer;
}

export function createContext(deps: PricingDeps, request: RequestContext): Context {
  const now = deps.now();
  return {
    request,
    deps,
    now,
    loaders: createLoaders(deps.db.reader, now),
    buyer: {
      currency: request.currency,
      country: request.country,
      customerId: request.claims?.sub ?? null,
      customerGroups: request.claims?.groups ?? [],
    },
  };
}
