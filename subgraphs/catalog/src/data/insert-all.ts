import { type Transaction, prepared } from '@supergraph/kit/database';
import {
  type AnySQLiteColumn,
  type InferSelectModel,
  type SQL,
  type SQLiteTable,
  getTableColumns,
  sql,
} from '@supergraph/kit/drizzle';

type Write<Table extends SQLiteTable> = (
  tx: Transaction,
  rows: readonly InferSelectModel<Table>[],
) => void;

interface UpsertOptions {
  readonly key: readonly AnySQLiteColumn[];
  readonly keep?: readonly string[];
}

/** Inserts rows of a table, all of them with one statement that is prepared once. */
export function createInsertAll<Table extends SQLiteTable>(table: Table): Write<Table> {
  const insert = prepared((db) => db.insert(table).select(selectRows(table)).prepare());
  return (tx, rows) => {
    if (rows.length > 0) {
      insert(tx).run({ rows: JSON.stringify(rows) });
    }
  };
}

/** Like createInsertAll, and a row whose key exists is replaced in every column but those to keep. */
export function createUpsertAll<Table extends SQLiteTable>(
  table: Table,
  { key, keep = [] }: UpsertOptions,
): Write<Table> {
  const columns = Object.entries(getTableColumns(table));
  const replaced = columns.filter(
    ([name, column]) => !key.some((part) => part.name === column.name) && !keep.includes(name),
  );
  const set = Object.fromEntries(
    replaced.map(([name, column]) => [name, sql.raw(`excluded."${column.name}"`)]),
  ) as Record<string, SQL>;
  const upsert = prepared((db) =>
    db
      .insert(table)
      .select(selectRows(table))
      .onConflictDoUpdate({ target: [...key], set: set as never })
      .prepare(),
  );
  return (tx, rows) => {
    if (rows.length > 0) {
      upsert(tx).run({ rows: JSON.stringify(rows) });
    }
  };
}

/** Reads the table's columns, in its order, out of a JSON array of rows. */
function selectRows(table: SQLiteTable): SQL {
  const members = Object.keys(getTableColumns(table)).map((name) =>
    sql.raw(`value ->> '$.${name}'`),
  );
  // `where true` keeps SQLite from reading `on conflict` as a join condition.
  return sql`select ${sql.join(members, sql`, `)} from json_each(${sql.placeholder('rows')}) where true`;
}
