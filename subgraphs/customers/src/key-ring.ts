import type { Clock } from '@supergraph/kit/clock';
import type { Database } from '@supergraph/kit/database';
import {
  type CryptoKey,
  type JWK,
  SignJWT,
  calculateJwkThumbprint,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importPKCS8,
} from 'jose';

import {
  deleteRetiredKeys,
  findSigningKeys,
  insertSigningKey,
  retireSigningKeys,
} from './data/signing-keys.ts';
import {
  RETIRED_KEY_MS,
  findCurrentKey,
  findNextKeyStart,
  listPublishedKeys,
} from './rules/key-rotation.ts';
import { ACCESS_TOKEN_MS } from './rules/refresh.ts';
import type { SigningKeyRow } from './tables.ts';

const ALG = 'ES256';
const DAY_MS = 86_400_000;

export interface AccessClaims {
  readonly sub: string;
  readonly sid: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly groups: readonly string[];
}

export interface KeyRing {
  /** A signed access token and when it ends. */
  sign(claims: AccessClaims): Promise<{ token: string; expiresAt: number }>;
  /** The public keys that verify tokens. */
  readJwks(): Promise<{ keys: JWK[] }>;
  /** Makes the first key, or the next one when its time has come, and retires those that sign no longer. */
  rotate(): Promise<void>;
}

export interface KeyRingDeps {
  readonly db: Database;
  readonly now: Clock;
  readonly settings: {
    readonly JWT_ISSUER: string;
    readonly JWT_AUDIENCE: string;
    readonly KEY_ROTATION_DAYS: number;
  };
}

/** The signing keys of this service. They are read at each use, so that several processes may share the file. */
export function createKeyRing({ db, now, settings }: KeyRingDeps): KeyRing {
  const findKey = createPrivateKeyCache();
  const rotationMs = settings.KEY_ROTATION_DAYS * DAY_MS;

  return {
    async sign({ sub, ...claims }) {
      const current = findCurrentKey(await findSigningKeys(db.reader), now());
      if (current === undefined) {
        throw new Error('There is no signing key.');
      }
      const issuedAt = Math.floor(now() / 1000);
      const expiry = issuedAt + ACCESS_TOKEN_MS / 1000;
      const token = await new SignJWT({ ...claims })
        .setProtectedHeader({ alg: ALG, kid: current.kid, typ: 'JWT' })
        .setSubject(sub)
        .setIssuer(settings.JWT_ISSUER)
        .setAudience(settings.JWT_AUDIENCE)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiry)
        .sign(await findKey(current));
      return { token, expiresAt: expiry * 1000 };
    },
    async readJwks() {
      const keys = listPublishedKeys(await findSigningKeys(db.reader), now());
      return { keys: keys.map(({ publicJwk }) => publicJwk as JWK) };
    },
    async rotate() {
      const start = findNextKeyStart(await findSigningKeys(db.reader), { now: now(), rotationMs });
      const made = start === null ? null : await generateSigningKey(start);
      await db.transaction(async (tx) => {
        // Another process may have made it in the meantime.
        const isNeeded =
          findNextKeyStart(await findSigningKeys(tx), { now: now(), rotationMs }) !== null;
        if (made !== null && isNeeded) {
          await insertSigningKey(tx, made);
        }
        const current = findCurrentKey(await findSigningKeys(tx), now());
        if (current !== undefined) {
          await retireSigningKeys(tx, current, now());
        }
        await deleteRetiredKeys(tx, now() - RETIRED_KEY_MS);
      });
    },
  };
}

async function generateSigningKey(notBefore: number): Promise<SigningKeyRow> {
  const { publicKey, privateKey } = await generateKeyPair(ALG, { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return {
    kid,
    alg: ALG,
    publicJwk: { ...jwk, kid, alg: ALG, use: 'sig' },
    privatePem: await exportPKCS8(privateKey),
    notBefore,
    retiredAt: null,
  };
}

/** Reading a key costs more than signing with it. Keys that were retired make room. */
function createPrivateKeyCache(): (row: SigningKeyRow) => Promise<CryptoKey> {
  let cached: { readonly kid: string; readonly key: Promise<CryptoKey> } | undefined;
  return ({ kid, privatePem }) => {
    if (cached?.kid !== kid) {
      cached = { kid, key: importPKCS8(privatePem, ALG) };
    }
    return cached.key;
  };
}
