// drizzle-orm's package.json is 178 KB and Node parses it once per ES module: imported as ESM its 90 modules
// cost half a second and 180 MB a process. Loaded as CommonJS they cost 80 ms and 20 MB. (decision 2)
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const orm = require('drizzle-orm') as typeof import('drizzle-orm');
const core = require('drizzle-orm/sqlite-core') as typeof import('drizzle-orm/sqlite-core');
const driver = require('drizzle-orm/better-sqlite3') as typeof import('drizzle-orm/better-sqlite3');
const migrator =
  require('drizzle-orm/better-sqlite3/migrator') as typeof import('drizzle-orm/better-sqlite3/migrator');

export const {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  max,
  ne,
  not,
  or,
  sql,
  sum,
} = orm;
export const {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} = core;
export const { drizzle } = driver;
export const { migrate } = migrator;
export type { InferInsertModel, InferSelectModel, SQL, SQLWrapper } from 'drizzle-orm';
export type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
export type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
