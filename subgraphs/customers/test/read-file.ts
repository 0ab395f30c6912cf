import { existsSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Every row of every table, as another program would read them from the file. */
export function readRows(file: string): Record<string, unknown[]> {
  using db = new DatabaseSync(file, { readOnly: true });
  const tables = db.prepare("select name from sqlite_master where type = 'table'").all();
  return Object.fromEntries(
    tables.map(({ name }) => [String(name), db.prepare(`select * from "${String(name)}"`).all()]),
  );
}

/** The bytes of a database: what was deleted or not yet moved into it may be there, too. */
export function readBytes(file: string): string {
  const parts = [file, `${file}-wal`].filter((part) => existsSync(part));
  return parts.map((part) => readFileSync(part, 'latin1')).join('');
}

/** The bytes after everything was moved from the log into the file. */
export function readSettledBytes(file: string): string {
  using db = new DatabaseSync(file);
  db.exec('pragma wal_checkpoint(truncate)');
  return readBytes(file);
}
