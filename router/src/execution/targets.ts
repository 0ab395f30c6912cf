import type { FetchPath } from '#src/planning/fetch-plan.ts';

import { type Tree, type TreePath, isTree } from './tree.ts';

/**
 * The objects at the paths. Lists are gone through, nulls left out. Entities that are one and the same share their
 * lists, so a list that is met again is passed over, and so is an object met twice in a row.
 */
export function collectTargets(data: Tree, paths: readonly FetchPath[]): Tree[] {
  const found: Tree[] = [];
  for (const path of paths) {
    new Collector(path, found).walk(data, 0);
  }
  return found;
}

class Collector {
  readonly #path: FetchPath;
  readonly #found: Tree[];
  readonly #seen = new Set<unknown>();

  constructor(path: FetchPath, found: Tree[]) {
    this.#path = path;
    this.#found = found;
  }

  walk(value: unknown, at: number): void {
    if (typeof value !== 'object' || value === null) {
      return;
    }
    if (Array.isArray(value)) {
      this.#walkList(value, at);
      return;
    }
    const step = this.#path[at];
    if (step === undefined) {
      const found = this.#found;
      if (found[found.length - 1] !== value) {
        found.push(value as Tree);
      }
    } else if (step !== '@') {
      this.walk((value as Tree)[step], at + 1);
    }
  }

  #walkList(list: readonly unknown[], at: number): void {
    if (this.#seen.has(list)) {
      return;
    }
    this.#seen.add(list);
    const next = this.#path[at] === '@' ? at + 1 : at;
    for (let index = 0; index < list.length; index++) {
      this.walk(list[index], next);
    }
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
