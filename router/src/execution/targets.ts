import type { FetchPath } from '#src/planning/fetch-plan.ts';

import { type Tree, type TreePath, isTree } from './tree.ts';

/** The objects at the paths. Lists are gone through, nulls left out, one met twice in a row taken once. */
export function collectTargets(data: Tree, paths: readonly FetchPath[]): Tree[] {
  const collector = new Collector();
  for (const path of paths) {
    collector.walk(data, path, 0);
  }
  return collector.found;
}

class Collector {
  readonly found: Tree[] = [];

  walk(value: unknown, path: FetchPath, at: number): void {
    if (Array.isArray(value)) {
      const next = path[at] === '@' ? at + 1 : at;
      for (let index = 0; index < value.length; index++) {
        this.walk(value[index], path, next);
      }
    } else if (typeof value === 'object' && value !== null) {
      this.#enter(value as Tree, path, at);
    }
  }

  #enter(object: Tree, path: FetchPath, at: number): void {
    const step = path[at];
    if (step !== undefined) {
      this.walk(step === '@' ? undefined : object[step], path, at + 1);
    } else if (this.found[this.found.length - 1] !== object) {
      this.found.push(object);
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
