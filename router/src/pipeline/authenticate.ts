import { type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';

import type { AuthConfig } from '#src/config/auth.ts';

import { PipelineError } from './errors.ts';
import type { Claims } from './facts.ts';
import { type RouterRequest, readHeader } from './http-message.ts';
import { KeySet } from './key-set.ts';
import { VerifiedTokens } from './verified-tokens.ts';

/**
 * The claims of the request's token, or null when it has none; without waiting when the token was verified before.
 * A token that does not prove itself is never ignored.
 */
export type Authenticate = (request: RouterRequest) => Claims | null | Promise<Claims | null>;

export interface AuthenticateDeps {
  readonly now: () => number;
}

/**
 * Verifies bearer tokens by the keys of one JWKS URL, each token once. The same token gives the same object of claims.
 * A key that leaves the set opens nothing after `jwksMaxAgeMs`.
 */
export function createAuthenticate(config: AuthConfig, { now }: AuthenticateDeps): Authenticate {
  const { jwksUrl } = config;
  if (jwksUrl === undefined) {
    return refuseEveryToken;
  }
  const tokens = new VerifiedTokens(config.cachedTokens);
  const keys = new KeySet({
    url: jwksUrl,
    timeoutMs: config.jwksTimeoutMs,
    cooldownMs: config.jwksCooldownMs,
    maxAgeMs: config.jwksMaxAgeMs,
    now,
    onChange: () => tokens.forget(),
  });
  const verifier: Verifier = { config, keys, tokens, now };
  return (request) => {
    if (request.headers['authorization'] === undefined) {
      return null;
    }
    const token = readToken(request);
    const renewal = keys.renew();
    return renewal === undefined
      ? (findVerified(token, verifier) ?? verify(token, verifier))
      : renewal.then(() => findVerified(token, verifier) ?? verify(token, verifier));
  };
}

interface Verifier {
  readonly config: AuthConfig;
  readonly keys: KeySet;
  readonly tokens: VerifiedTokens;
  readonly now: () => number;
}

function findVerified(token: string, { tokens, now }: Verifier): Claims | undefined {
  const verified = tokens.find(token);
  if (verified !== undefined && now() >= verified.expiresAt) {
    throw refuse('TOKEN_EXPIRED', 'The token has expired.');
  }
  return verified?.claims;
}

async function verify(token: string, { config, keys, tokens, now }: Verifier): Promise<Claims> {
  try {
    // Of a token that is verified while the keys change it is not known which keys did it.
    const { generation } = tokens;
    const { payload } = await jwtVerify(
      token,
      (header, flattened) => keys.find(header, flattened),
      readOptions(config, now()),
    );
    const claims = pickClaims(payload, config.claims);
    const expiresAt = ((payload.exp ?? 0) + config.clockToleranceSeconds) * 1000;
    tokens.keep(token, { claims, expiresAt }, generation);
    return claims;
  } catch (error) {
    throw describeFailure(error);
  }
}

const BEARER = /^Bearer +(?<token>[\w-]+\.[\w-]+\.[\w-]*)$/iu;

function readToken({ headers }: RouterRequest): string {
  const token = BEARER.exec(readHeader(headers, 'authorization')?.trim() ?? '')?.groups?.['token'];
  if (token === undefined) {
    throw refuse('UNAUTHENTICATED', 'The authorization header is not a bearer token.');
  }
  return token;
}

function refuseEveryToken(request: RouterRequest): null {
  if (request.headers['authorization'] !== undefined) {
    readToken(request);
    throw new PipelineError(
      'AUTHENTICATION_UNAVAILABLE',
      'This router knows no keys to verify tokens with.',
    );
  }
  return null;
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

function describeFailure(error: unknown): PipelineError {
  const { code } = error as { code?: unknown };
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
