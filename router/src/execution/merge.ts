import type { Tree } from './tree.ts';

/**
 * Merges what a fetch answered into the tree. What is there stays when the other side is null: a subgraph that fails
 * takes nothing from what others gave.
 */
export function mergeInto(target: Tree, source: Readonly<Tree>): void {
  for (const key in source) {
    if (Object.hasOwn(source, key)) {
      const known = Object.hasOwn(target, key) ? target[key] : undefined;
      target[key] = mergeValue(known, source[key]);
    }
  }
}

/** The two values of one key as one. Objects and lists of the first are changed. */
export function mergeValue(known: unknown, value: unknown): unknown {
  if (known === undefined || known === null || known === value) {
    return value;
  }
  if (value === undefined || value === null) {
    return known;
  }
  if (typeof known !== 'object' || typeof value !== 'object') {
    return value;
  }
  if (!Array.isArray(known)) {
    mergeInto(known as Tree, value as Tree);
    return known;
  }
  const list = known as unknown[];
  (value as unknown[]).forEach((element, index) => {
    list[index] = mergeValue(list[index], element);
  });
  return list;
}

/** A copy that shares nothing with the value, which is JSON. */
export function copyJson<Value>(value: Value): Value {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value;
}
