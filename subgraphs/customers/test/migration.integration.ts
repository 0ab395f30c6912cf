import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { openDatabase } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';
import { createKeyedHash } from '@supergraph/kit/keyed-hash';
import { createTestFolder } from '@supergraph/kit/testing';
import { expect, it } from 'vitest';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));

/** The migrations as they were when there were only so many. */
function copyMigrations(folder: string, count: number): string {
  const copy = path.join(folder, 'migrations');
  cpSync(MIGRATIONS, copy, { recursive: true });
  const file = path.join(copy, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: unknown[] };
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
  return copy;
}

it('keeps the key of its hashes when it moves', async () => {
  using folder = createTestFolder();
  const file = path.join(folder.path, 'customers.db');
  {
    using old = openDatabase({ file, migrationsFolder: copyMigrations(folder.path, 1) });
    await old.transaction(async (tx) => {
      tx.run(sql`insert into pepper (id, value) values (1, 'the key of this file')`);
    });
  }
  using now = openDatabase({ file, migrationsFolder: MIGRATIONS });
  // HMAC-SHA256 of "text" under that key.
  expect(await createKeyedHash(now)('text')).toBe('TQFTHWFv77sDqv3hC3fBEA5-bWbhIBfDy32u3vtjEKA');
});
