import { type Queries, type Transaction, prepared } from './database.ts';
import {
  type AnySQLiteColumn,
  type InferSelectModel,
  type SQLiteTable,
  getTableColumns,
  sql,
} from './drizzle.ts';

/**
 * A statement that writes a whole row, new or over the one with the same key, prepared once per
 * connection: to build and prepare it for each row costs more than to run it.
 */
export function preparedPut<Table extends SQLiteTable>(
  table: Table,
  ...key: readonly AnySQLiteColumn[]
): (tx: Transaction, row: InferSelectModel<Table>) => Promise<void> {
  const columns: Readonly<Record<string, AnySQLiteColumn>> = getTableColumns(table);
  const names = Object.keys(columns);
  const statement = prepared((db: Queries) =>
    db
      .insert(table)
      // As SQL, not as parameters of their columns: drizzle would encode null as JSON there.
      .values(mapNames(names, (name) => sql`${sql.placeholder(name)}`) as Table['$inferInsert'])
      .onConflictDoUpdate({
        target: [...key],
        set: mapNames(names, (name) => sql`excluded.${sql.identifier(columns[name]?.name ?? '')}`),
      })
      .prepare(),
  );
  return async (tx, row) => {
    const values = row as Readonly<Record<string, unknown>>;
    statement(tx).run(
      mapNames(names, (name) => {
        const value = values[name] ?? null;
        return value === null ? null : columns[name]?.mapToDriverValue(value);
      }),
    );
  };
}

function mapNames<T>(names: readonly string[], map: (name: string) => T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, map(name)]));
}
