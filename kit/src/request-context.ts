import type { IncomingHttpHeaders } from 'node:http';

import { z } from 'zod';

import { ClientError } from './errors.ts';

const claimsShape = z.object({
  sub: z.string(),
  sid: z.string().default(''),
  roles: z.array(z.string()).default([]),
  scopes: z.array(z.string()).default([]),
  groups: z.array(z.string()).default([]),
});

/** What the router verified in the access token. `sub` is the signed-in subject's id. */
export type Claims = z.infer<typeof claimsShape>;

/** Who asks, from where and in which context. Read from headers that the caller's signature covers. */
export interface RequestContext {
  readonly caller: string;
  readonly claims: Claims | null;
  readonly locale: string;
  readonly currency: string;
  readonly country: string;
  readonly visitorId: string | null;
  readonly cartToken: string | null;
  readonly authorization: string | null;
  readonly refreshToken: string | null;
  readonly clientName: string | null;
  readonly clientVersion: string | null;
  readonly variant: string;
  readonly clientAddress: string | null;
  readonly requestId: string;
  readonly correlationId: string;
  /** Adds one Set-Cookie header to the answer; the router passes it on. */
  addCookie(cookie: string): void;
}

/** The header of each context value (decision 11). All of them are covered by the signature. */
export const CONTEXT_HEADERS = {
  claims: 'x-graph-claims',
  locale: 'x-locale',
  currency: 'x-currency',
  country: 'x-country',
  visitorId: 'x-visitor-id',
  cartToken: 'x-cart-token',
  authorization: 'authorization',
  refreshToken: 'x-refresh-token',
  clientName: 'x-client-name',
  clientVersion: 'x-client-version',
  variant: 'x-graph-variant',
  clientAddress: 'x-client-address',
  requestId: 'x-request-id',
  correlationId: 'x-correlation-id',
} as const;

export interface ContextOptions {
  readonly caller: string;
  readonly newRequestId: () => string;
  readonly addCookie: (cookie: string) => void;
}

/** Reads the context of one verified request. Throws VALIDATION when the claims are not readable. */
export function readRequestContext(
  headers: IncomingHttpHeaders,
  { caller, newRequestId, addCookie }: ContextOptions,
): RequestContext {
  const read = (name: string): string | null => {
    const value = headers[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const requestId = read(CONTEXT_HEADERS.requestId) ?? newRequestId();
  return {
    caller,
    claims: readClaims(read(CONTEXT_HEADERS.claims)),
    locale: read(CONTEXT_HEADERS.locale) ?? 'en',
    currency: read(CONTEXT_HEADERS.currency) ?? 'USD',
    country: read(CONTEXT_HEADERS.country) ?? 'US',
    visitorId: read(CONTEXT_HEADERS.visitorId),
    cartToken: read(CONTEXT_HEADERS.cartToken),
    authorization: read(CONTEXT_HEADERS.authorization),
    refreshToken: read(CONTEXT_HEADERS.refreshToken),
    clientName: read(CONTEXT_HEADERS.clientName),
    clientVersion: read(CONTEXT_HEADERS.clientVersion),
    variant: read(CONTEXT_HEADERS.variant) ?? 'web',
    clientAddress: read(CONTEXT_HEADERS.clientAddress),
    requestId,
    correlationId: read(CONTEXT_HEADERS.correlationId) ?? requestId,
    addCookie,
  };
}

/** Claims travel as base64url of their JSON, since header values are ASCII. */
export function encodeClaims(claims: Claims): string {
  return Buffer.from(JSON.stringify(claims)).toString('base64url');
}

function readClaims(header: string | null): Claims | null {
  if (header === null) {
    return null;
  }
  try {
    return claimsShape.parse(JSON.parse(Buffer.from(header, 'base64url').toString('utf8')));
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unreadable';
    throw new ClientError('VALIDATION', `The header x-graph-claims is not readable (${reason}).`);
  }
}
