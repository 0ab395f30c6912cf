import type { RequestContext } from '@supergraph/kit/request-context';
import { ClientError } from '@supergraph/kit/errors';
import type { FastifyRequest } from 'fastify';

import { type Principal, principalOfSigner } from '#src/registry/principal.ts';
import { type TokenDeps, readToken } from '#src/registry/tokens.ts';

export interface Callers {
  /** For the guard: who holds the token. */
  readonly readToken: (token: string, request: FastifyRequest) => Promise<string>;
  /** Whom the guard let in. */
  readonly principalOf: (request: FastifyRequest) => Principal;
}

/** Who sends a request, by signature or by token. */
export function createCallers(deps: Pick<TokenDeps, 'db' | 'now'>): Callers {
  const holders = new WeakMap<FastifyRequest, Principal>();
  return {
    readToken: async (token, request) => {
      const principal = await readToken(deps, token);
      holders.set(request, principal);
      return principal.name;
    },
    principalOf: (request) => holders.get(request) ?? principalOfSigner(contextOf(request).caller),
  };
}

/** What the guard read of a request. */
export function contextOf({ signed }: FastifyRequest): RequestContext {
  if (signed === null) {
    throw new ClientError('UNAUTHENTICATED', 'Send a signature, or `authorization: Bearer TOKEN`.');
  }
  return signed;
}
