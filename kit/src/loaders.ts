import DataLoader from 'dataloader';

/**
 * A loader over a lookup that may return its rows in any order and may leave keys out.
 *
 * Missing keys resolve to null, because "no such entity" is an answer in federation, not a fault.
 */
export function createEntityLoader<Key extends string | number, Row>(
  findMany: (keys: readonly Key[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): DataLoader<Key, Row | null> {
  return new DataLoader(async (keys) => {
    const rowByKey = new Map((await findMany(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => rowByKey.get(key) ?? null);
  });
}

/** A loader for the many side of a relation: every key resolves to its rows, or to none. */
export function createRelationLoader<Key extends string | number, Row>(
  findMany: (keys: readonly Key[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): DataLoader<Key, readonly Row[]> {
  return new DataLoader(async (keys) => {
    const rowsByKey = Map.groupBy(await findMany(keys), keyOf);
    return keys.map((key) => rowsByKey.get(key) ?? []);
  });
}
