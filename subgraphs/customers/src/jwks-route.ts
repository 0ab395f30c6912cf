import type { ServiceParts } from '@supergraph/kit/service';

import type { Context } from './context.ts';
import type { KeyRing } from './key-ring.ts';
import { JWKS_MAX_AGE_MS } from './rules/key-rotation.ts';

type HttpApp = Parameters<NonNullable<ServiceParts<Context>['routes']>>[0];

/** The public keys for everybody who verifies access tokens; they are no secret, so the route asks for no signature. */
export function addJwksRoute(app: HttpApp, keys: KeyRing): void {
  app.get('/.well-known/jwks.json', { config: { callers: 'anyone' } }, async (_request, reply) => {
    const jwks = await keys.readJwks();
    return reply
      .header('content-type', 'application/jwk-set+json')
      .header('cache-control', `public, max-age=${JWKS_MAX_AGE_MS / 1000}`)
      .send(JSON.stringify(jwks));
  });
}
