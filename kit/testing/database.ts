import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Database, openDatabase } from '@supergraph/kit/database';

export interface TestFolder extends Disposable {
  readonly path: string;
}

/** A folder of its own under the system's temporary one. Bind it with `using` and it removes itself. */
export function createTestFolder(): TestFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'supergraph-'));
  return {
    path: folder,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface TestDatabase extends Database {
  readonly file: string;
}

/** A migrated database in a folder of its own. Bind it with `using` and it removes itself. */
export function createTestDatabase(migrationsFolder?: string): TestDatabase {
  const folder = createTestFolder();
  const file = path.join(folder.path, 'test.db');
  const db = openDatabase({ file, ...(migrationsFolder !== undefined && { migrationsFolder }) });
  return {
    file,
    reader: db.reader,
    transaction: (run) => db.transaction(run),
    onCommit: (listener) => db.onCommit(listener),
    get statementCount() {
      return db.statementCount;
    },
    [Symbol.dispose]() {
      db[Symbol.dispose]();
      folder[Symbol.dispose]();
    },
  };
}
