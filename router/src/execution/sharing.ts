import type { FetchNode, FetchPath } from '#src/planning/fetch-plan.ts';

import { listAnsweredKeys } from './answered-keys.ts';

export interface Sharing {
  readonly isReadOnly: boolean;
  readonly mustCopy: boolean;
}

/** For each fetch of a plan, what the others do to the objects that it answers below its own. */
export function analyzeSharing(nodes: readonly FetchNode[]): ReadonlyMap<FetchNode, Sharing> {
  const fetches = nodes.map((fetch) => ({ fetch, composites: listComposites(fetch) }));
  return new Map(
    fetches.map((answering) => {
      const others = fetches.filter((other) => other !== answering);
      const isReadOnly =
        answering.fetch.outputRewrites.length === 0 &&
        !others.some((other) => goesInto(other, answering) || writesOver(other, answering));
      const mustCopy =
        answering.fetch.paths.length > 1 && others.some((other) => differs(other, answering));
      return [answering.fetch, { isReadOnly, mustCopy }] as const;
    }),
  );
}

interface Answering {
  readonly fetch: FetchNode;
  /** Keys under which it answers objects. */
  readonly composites: ReadonlySet<string>;
}

function listComposites(fetch: FetchNode): ReadonlySet<string> {
  const keys = listAnsweredKeys(fetch).filter(({ isComposite }) => isComposite);
  return new Set(keys.map(({ key }) => key));
}

/** Whether a fetch puts something onto objects that the other one answered. */
function goesInto({ fetch }: Answering, other: Answering): boolean {
  return other.fetch.paths.some((start) => listContinuations(fetch, start, other).length > 0);
}

/** Whether both answer objects under one key of the same objects, which are then merged. */
function writesOver({ fetch, composites }: Answering, other: Answering): boolean {
  const places = new Set(fetch.paths.map((path) => path.join('.')));
  const isBeside = other.fetch.paths.some((path) => places.has(path.join('.')));
  return isBeside && [...composites].some((key) => other.composites.has(key));
}

/** Whether a fetch goes on from some of the paths otherwise than from the rest: what they share would be mixed up. */
function differs({ fetch }: Answering, other: Answering): boolean {
  const continuations = other.fetch.paths.map((start) =>
    listContinuations(fetch, start, other).toSorted().join('|'),
  );
  return new Set(continuations).size > 1;
}

/** How the paths of a fetch go on from one place through what the other one answers there. */
function listContinuations(
  fetch: FetchNode,
  start: FetchPath,
  { composites }: Answering,
): readonly string[] {
  return fetch.paths
    .filter((path) => startsWith(path, start) && composites.has(path[start.length] ?? ''))
    .map((path) => path.slice(start.length).join('.'));
}

function startsWith(path: FetchPath, start: FetchPath): boolean {
  return start.every((step, index) => path[index] === step);
}
