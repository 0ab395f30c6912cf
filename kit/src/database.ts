import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import BetterSqlite from 'better-sqlite3';

import {
  type BetterSQLite3Database,
  type SQL,
  type SQLWrapper,
  drizzle,
  migrate,
  sql,
} from './drizzle.ts';

/** A handle to run queries with: the readers', or a transaction's. */
export type Queries = BetterSQLite3Database;

declare const inTransaction: unique symbol;
/** Proof that a write transaction is open: only `Database.transaction` hands one out. */
export type Transaction = Queries & { readonly [inTransaction]: true };

export interface Database extends Disposable {
  /** Sees committed states only, never the half of a transaction. */
  readonly reader: Queries;
  /** Queued in the process, BEGIN IMMEDIATE between processes; rolls back when `run` throws. Do not await I/O in it. */
  transaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Calls the listener after every commit of this process. Returns the function that ends that. */
  onCommit(listener: () => void): () => void;
  /** Statements run so far on all connections: what tests of batching compare. */
  readonly statementCount: number;
}

export interface DatabaseOptions {
  readonly file: string;
  /** Absent for a database without tables of its own. */
  readonly migrationsFolder?: string;
}

const kitMigrations = fileURLToPath(new URL('../migrations', import.meta.url));

/** Opens the file, brings it to the newest migrations, and closes it when disposed. */
export function openDatabase({ file, migrationsFolder }: DatabaseOptions): Database {
  mkdirSync(path.dirname(file), { recursive: true });
  restrictFile(file);
  let statementCount = 0;
  const count = (): void => void statementCount++;
  const writer = openConnection(file, { verbose: count });
  writer.pragma('journal_mode = WAL');
  const writing = drizzle(writer);
  migrateAll(writer, migrationsFolder);
  const reading = openConnection(file, { verbose: count, readonly: true });
  const listeners = new Set<() => void>();
  const enqueue = createQueue();

  return {
    reader: drizzle(reading),
    transaction: (run) =>
      enqueue(async () => {
        const result = await runImmediate(writer, () => run(writing as Queries as Transaction));
        for (const listener of listeners) {
          listener();
        }
        return result;
      }),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get statementCount() {
      return statementCount;
    },
    [Symbol.dispose]() {
      reading.close();
      writer.close();
    },
  };
}

/**
 * Brings the file to the newest migrations. A table that is rebuilt is dropped on the way, which would delete the rows that
 * refer to it: references are checked at the end instead (https://sqlite.org/lang_altertable.html#otheralter).
 */
function migrateAll(writer: BetterSqlite.Database, migrationsFolder: string | undefined): void {
  const writing = drizzle(writer);
  // Has no effect within a transaction, and a migration is one.
  writer.pragma('foreign_keys = OFF');
  // better-sqlite3 is synchronous, but a second process may hold the lock: busy_timeout waits for it.
  migrate(writing, { migrationsFolder: kitMigrations, migrationsTable: '__kit_migrations' });
  if (migrationsFolder !== undefined) {
    migrate(writing, { migrationsFolder });
  }
  writer.pragma('foreign_keys = ON');
  const [broken] = writer.pragma('foreign_key_check') as { table: string; parent: string }[];
  if (broken !== undefined) {
    throw new Error(`Rows of "${broken.table}" refer to rows of "${broken.parent}" that are gone.`);
  }
}

/** Tables hold what people tell a shop: no other user of the machine reads them. -wal and -shm take the file's mode. */
function restrictFile(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

function openConnection(file: string, options: BetterSqlite.Options): BetterSqlite.Database {
  const connection = new BetterSqlite(file, { ...options, timeout: 5000 });
  connection.pragma('synchronous = NORMAL');
  connection.pragma('foreign_keys = ON');
  return connection;
}

async function runImmediate<T>(writer: BetterSqlite.Database, run: () => Promise<T>): Promise<T> {
  writer.exec('begin immediate');
  try {
    const result = await run();
    writer.exec('commit');
    return result;
  } catch (error) {
    if (writer.inTransaction) {
      writer.exec('rollback');
    }
    throw error;
  }
}

/** Runs one job after the other; a job that fails does not stop the next. */
function createQueue(): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const result = last.then(job);
    last = result.catch(() => undefined);
    return result;
  };
}

/** Builds a prepared statement once per connection: preparing costs ten times what running does. */
export function prepared<Statement>(build: (db: Queries) => Statement): (db: Queries) => Statement {
  const byConnection = new WeakMap<Queries, Statement>();
  return (db) => {
    let statement = byConnection.get(db);
    if (statement === undefined) {
      statement = build(db);
      byConnection.set(db, statement);
    }
    return statement;
  };
}

/** `column in (…)` for a list of any length in one parameter, a JSON array: one statement, one plan. */
export function inJson(column: SQLWrapper, placeholder: string): SQL {
  return sql`${column} in (select value from json_each(${sql.placeholder(placeholder)}))`;
}
