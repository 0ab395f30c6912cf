import { chmodSync, statSync } from 'node:fs';
import path from 'node:path';

import { openDatabase } from '@supergraph/kit/database';
import { createTestDatabase, createTestFolder } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

describe('a database file', () => {
  it('and what SQLite keeps beside it are for their user alone', () => {
    using db = createTestDatabase();

    expect([db.file, `${db.file}-wal`, `${db.file}-shm`].map(modeOf)).toEqual([
      '600',
      '600',
      '600',
    ]);
  });

  it('that others could read is taken from them when it is opened again', () => {
    using folder = createTestFolder();
    const file = path.join(folder.path, 'old.db');
    openDatabase({ file })[Symbol.dispose]();
    chmodSync(file, 0o644);

    using _db = openDatabase({ file });

    expect(modeOf(file)).toBe('600');
  });
});
