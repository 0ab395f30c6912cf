import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type CryptoKey, SignJWT, exportJWK, generateKeyPair } from 'jose';

/** An issuer of tokens with its keys served over HTTP. */
export interface Issuer extends AsyncDisposable {
  readonly jwksUrl: string;
  sign(claims?: Record<string, unknown>, options?: SignOptions): Promise<string>;
  /** The same token signed by a key that the JWKS does not have, under the kid it has. */
  forge(claims?: Record<string, unknown>): Promise<string>;
  /** Replaces the key by one with another kid. */
  rotate(): Promise<void>;
  /** How often the keys were asked for. */
  readonly asked: number;
  kill(): Promise<void>;
}

export interface SignOptions {
  readonly audience?: string;
  readonly issuer?: string;
  readonly expiresAt?: number;
}

export const ISSUER = 'https://accounts.example';
export const AUDIENCE = 'graph';

export async function startIssuer(): Promise<Issuer> {
  let current = await createKey('k1');
  const impostor = await createKey('k1');
  let asked = 0;
  const server = createServer((_message, response) => {
    asked += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: [current.jwk] }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const kill = (): Promise<void> => stop(server);
  return {
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    sign: (claims, options) => signWith(current, claims, options),
    forge: (claims) => signWith(impostor, claims),
    rotate: async () => {
      current = await createKey('k2');
    },
    get asked() {
      return asked;
    },
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

interface Key {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: object;
}

async function createKey(kid: string): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  return {
    kid,
    privateKey,
    jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' },
  };
}

function signWith(
  { kid, privateKey }: Key,
  claims: Record<string, unknown> = {},
  options: SignOptions = {},
): Promise<string> {
  return new SignJWT({ sub: 'cus_1', sid: 'ses_1', roles: [], scopes: [], groups: [], ...claims })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setIssuer(options.issuer ?? ISSUER)
    .setAudience(options.audience ?? AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(options.expiresAt ?? Math.floor(Date.now() / 1000) + 600)
    .sign(privateKey);
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
