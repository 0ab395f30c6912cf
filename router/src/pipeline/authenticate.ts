import {
  createRemoteJWKSet,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose';

import type { AuthConfig } from '#src/config/auth.ts';

import { PipelineError } from './errors.ts';
import type { Claims } from './facts.ts';
import { type RouterRequest, readHeader } from './http-message.ts';

/** The claims of the request's token, or null when it has none. A token that does not prove itself is never ignored. */
export type Authenticate = (request: RouterRequest) => Promise<Claims | null>;

export interface AuthenticateDeps {
  readonly now: () => number;
}

/** Verifies bearer tokens by the keys of one JWKS URL. Keys are fetched when first needed, and again when a key is new. */
export function createAuthenticate(config: AuthConfig, { now }: AuthenticateDeps): Authenticate {
  const getKey = createKeySource(config);
  return async (request) => {
    if (request.headers['authorization'] === undefined) {
      return null;
    }
    const token = readToken(request);
    try {
      const { payload } = await jwtVerify(token, getKey, readOptions(config, now()));
      return pickClaims(payload, config.claims);
    } catch (error) {
      throw describeFailure(error);
    }
  };
}

const BEARER = /^Bearer +(?<token>[\w-]+\.[\w-]+\.[\w-]*)$/iu;

function readToken({ headers }: RouterRequest): string {
  const token = BEARER.exec(readHeader(headers, 'authorization')?.trim() ?? '')?.groups?.['token'];
  if (token === undefined) {
    throw refuse('UNAUTHENTICATED', 'The authorization header is not a bearer token.');
  }
  return token;
}

function readOptions(config: AuthConfig, at: number): JWTVerifyOptions {
  return {
    algorithms: config.algorithms,
    clockTolerance: config.clockToleranceSeconds,
    currentDate: new Date(at),
    requiredClaims: ['exp', 'sub'],
    ...(config.issuer !== undefined && { issuer: config.issuer }),
    ...(config.audience !== undefined && { audience: config.audience }),
  };
}

function pickClaims(payload: JWTPayload, names: readonly string[]): Claims {
  return Object.fromEntries(
    names.filter((name) => payload[name] !== undefined).map((name) => [name, payload[name]]),
  );
}

/** What jose says of a key set that was fetched and has no key for the token: the token's fault, not the set's. */
const TOKEN_FAULTS = new Set([
  'ERR_JWKS_NO_MATCHING_KEY',
  'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
  'ERR_JOSE_NOT_SUPPORTED',
]);

function createKeySource({ jwksUrl, jwksTimeoutMs, jwksCooldownMs }: AuthConfig): JWTVerifyGetKey {
  if (jwksUrl === undefined) {
    return () => {
      throw new PipelineError(
        'AUTHENTICATION_UNAVAILABLE',
        'This router knows no keys to verify tokens with.',
      );
    };
  }
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: jwksTimeoutMs,
    cooldownDuration: jwksCooldownMs,
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (TOKEN_FAULTS.has(codeOf(error))) {
        throw error;
      }
      throw new PipelineError(
        'AUTHENTICATION_UNAVAILABLE',
        'Tokens cannot be verified at the moment. Try again.',
        {
          cause: error,
          headers: { 'retry-after': '1' },
        },
      );
    }
  };
}

function codeOf(error: unknown): string {
  return (error as { code?: string } | null)?.code ?? '';
}

function describeFailure(error: unknown): PipelineError {
  const code = codeOf(error);
  if (code === 'AUTHENTICATION_UNAVAILABLE') {
    return error as PipelineError;
  }
  if (code === 'ERR_JWT_EXPIRED') {
    return refuse('TOKEN_EXPIRED', 'The token has expired.', error);
  }
  return refuse('UNAUTHENTICATED', 'The token is not valid here.', error);
}

/** RFC 6750 section 3: the challenge names the error, and nothing of why the signature failed. */
function refuse(
  code: 'UNAUTHENTICATED' | 'TOKEN_EXPIRED',
  message: string,
  cause?: unknown,
): PipelineError {
  return new PipelineError(code, message, {
    cause,
    headers: { 'www-authenticate': `Bearer error="invalid_token", error_description="${message}"` },
  });
}
