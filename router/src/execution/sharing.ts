import {
  type FetchNode,
  type FetchPath,
  type PlanNode,
  listFetches,
} from '#src/planning/fetch-plan.ts';

import { listAnsweredKeys } from './answered-keys.ts';

export interface Sharing {
  readonly isReadOnly: boolean;
  readonly mustCopy: boolean;
}

/** For each fetch of a plan, what the others do to the objects that it answers. */
export function analyzeSharing(plan: PlanNode): ReadonlyMap<FetchNode, Sharing> {
  const fetches = listFetches(plan);
  return new Map(
    fetches.map((fetch) => {
      const others = fetches.filter((other) => other !== fetch);
      return [
        fetch,
        {
          isReadOnly:
            fetch.outputRewrites.length === 0 &&
            !others.some((other) => goesInto(other, fetch) || writesOver(other, fetch)),
          mustCopy: fetch.paths.length > 1 && others.some((other) => differs(other, fetch.paths)),
        },
      ] as const;
    }),
  );
}

/** Whether the fetch puts something onto objects that the other one answered. */
function goesInto(fetch: FetchNode, other: FetchNode): boolean {
  return fetch.paths.some((path) =>
    other.paths.some((start) => path.length > start.length && startsWith(path, start)),
  );
}

/** Whether both answer objects under one key of the same objects, which are then merged. */
function writesOver(fetch: FetchNode, other: FetchNode): boolean {
  const isBeside = fetch.paths.some((path) =>
    other.paths.some((place) => path.length === place.length && startsWith(path, place)),
  );
  const composites = new Set(
    listAnsweredKeys(fetch).flatMap(({ key, isComposite }) => (isComposite ? [key] : [])),
  );
  return isBeside && listAnsweredKeys(other).some(({ key }) => composites.has(key));
}

/** Whether the fetch goes on from some of the paths otherwise than from the rest: what they share would be mixed up. */
function differs(fetch: FetchNode, starts: readonly FetchPath[]): boolean {
  const continuations = starts.map((start) =>
    fetch.paths
      .filter((path) => path.length >= start.length && startsWith(path, start))
      .map((path) => path.slice(start.length).join('.'))
      .toSorted()
      .join('|'),
  );
  return new Set(continuations).size > 1;
}

function startsWith(path: FetchPath, start: FetchPath): boolean {
  return start.every((step, index) => path[index] === step);
}
