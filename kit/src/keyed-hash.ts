import { createHmac, randomBytes } from 'node:crypto';

import { type Database, type Queries, prepared } from './database.ts';
import { eq, sql } from './drizzle.ts';
import { secret } from './tables.ts';

/** Hashes what could be guessed (e-mails, network addresses) under the key of this database. */
export type KeyedHash = (text: string) => Promise<string>;

const NAME = 'keyed-hash';

/** Reads the key with the first text, or makes it: not to be called first inside a transaction, which would wait for itself. */
export function createKeyedHash(db: Database): KeyedHash {
  let loading: Promise<string> | undefined;
  return async (text) => {
    loading ??= readKey(db);
    return createHmac('sha256', await loading)
      .update(text)
      .digest('base64url');
  };
}

async function readKey(db: Database): Promise<string> {
  const known = findKey(db.reader);
  if (known !== undefined) {
    return known;
  }
  return db.transaction(async (tx) => {
    const value = randomBytes(32).toString('base64url');
    tx.insert(secret).values({ name: NAME, value }).onConflictDoNothing().run();
    return findKey(tx) ?? value;
  });
}

function findKey(db: Queries): string | undefined {
  return selectSecret(db).get({ name: NAME })?.value;
}

const selectSecret = prepared((db) =>
  db
    .select()
    .from(secret)
    .where(eq(secret.name, sql.placeholder('name')))
    .prepare(),
);
