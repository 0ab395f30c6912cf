import { createHash, createHmac, randomBytes } from 'node:crypto';

import type { Database } from '@supergraph/kit/database';

import { findPepper, insertPepper } from './data/signing-keys.ts';

/** Makes a secret that a client keeps: 256 random bits. */
export type NewToken = () => string;

export const newToken: NewToken = () => randomBytes(32).toString('base64url');

/** What is stored of a token. It has 256 random bits, so a plain hash cannot be guessed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Hashes what could be guessed (e-mails, network addresses) under the key of this database. */
export type KeyedHash = (text: string) => Promise<string>;

export function createKeyedHash(db: Database): KeyedHash {
  let loading: Promise<string> | undefined;
  return async (text) => {
    loading ??= readPepper(db);
    return createHmac('sha256', await loading)
      .update(text)
      .digest('base64url');
  };
}

async function readPepper(db: Database): Promise<string> {
  const known = await findPepper(db.reader);
  if (known !== undefined) {
    return known;
  }
  return db.transaction(async (tx) => {
    await insertPepper(tx, newToken());
    return (await findPepper(tx)) ?? '';
  });
}
