import type { FetchPath } from '#src/planning/fetch-plan.ts';

import { type Tree, type TreePath, isTree } from './tree.ts';

/** Appends the objects at a path to `found`. Lists are gone through, nulls left out, one met twice in a row taken once. */
export function collectTargets(value: unknown, path: FetchPath, found: Tree[], at = 0): void {
  if (Array.isArray(value)) {
    const next = path[at] === '@' ? at + 1 : at;
    for (const element of value as unknown[]) {
      collectTargets(element, path, found, next);
    }
    return;
  }
  if (typeof value !== 'object' || value === null) {
    return;
  }
  const step = path[at];
  if (step === undefined) {
    if (found[found.length - 1] !== value) {
      found.push(value as Tree);
    }
    return;
  }
  if (step !== '@') {
    collectTargets((value as Tree)[step], path, found, at + 1);
  }
}

/** Where each object at the path stands. One that stands in several places has them all. */
export function locateTargets(data: Tree, path: FetchPath): ReadonlyMap<Tree, readonly TreePath[]> {
  const places = new Map<Tree, TreePath[]>();
  const walk = (value: unknown, at: number, here: TreePath): void => {
    if (Array.isArray(value)) {
      const next = path[at] === '@' ? at + 1 : at;
      value.forEach((element, index) => walk(element, next, [...here, index]));
      return;
    }
    const step = path[at];
    if (!isTree(value) || step === '@') {
      return;
    }
    if (step === undefined) {
      places.set(value, [...(places.get(value) ?? []), here]);
    } else {
      walk(value[step], at + 1, [...here, step]);
    }
  };
  walk(data, 0, []);
  return places;
}
