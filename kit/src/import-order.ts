/** How lines of one type refer to one another. */
export interface Hierarchy<Value> {
  keyOf(value: Value): string;
  /** Key of the line that must be there first; none where nothing must. */
  parentKeyOf(value: Value): string | null | undefined;
}

/** Parents before children, else in the order given. Lines that wait for each other in a circle come in any order. */
export function putParentsFirst<Value>(
  values: readonly Value[],
  hierarchy: Hierarchy<Value>,
): Value[] {
  const byKey = Map.groupBy(values, (value) => hierarchy.keyOf(value));
  const placed = new Set<string>();
  return [...byKey.keys()].flatMap((key) =>
    climb(key).flatMap((ancestor) => byKey.get(ancestor) ?? []),
  );

  /** From the topmost ancestor that has no place yet down to the key itself. */
  function climb(start: string): string[] {
    const way: string[] = [];
    let key: string | null | undefined = start;
    while (key != null && !placed.has(key)) {
      // Of several lines with one key the last is what counts in the end.
      const value: Value | undefined = byKey.get(key)?.at(-1);
      placed.add(key);
      way.push(key);
      key = value === undefined ? null : hierarchy.parentKeyOf(value);
    }
    return way.toReversed();
  }
}
