import type {
  AnsweredFetch,
  LostFetch,
  OperationScope,
  SubgraphError,
} from '#src/fetchers/scope.ts';

import type { Execution } from './execution.ts';
import type { ReportedError } from './execution-error.ts';
import { toResponsePath } from './response-path.ts';
import type { ObjectShape } from './shape.ts';
import { locateTargets } from './targets.ts';
import type { Tree, TreePath } from './tree.ts';
import type { FetchPath } from '#src/planning/fetch-plan.ts';

export interface FaultContext {
  readonly subgraph: string;
  readonly root: ObjectShape;
  readonly paths: readonly FetchPath[];
  /** Whether it belongs to a mutation, which would be done again if all were sent again. */
  readonly isOfMutation: boolean;
  /** Keys that the fetch was to answer. */
  readonly keys: readonly string[];
}

/** Of an entity fetch: the objects of the tree that each representation stood for. */
export type Targets = readonly (readonly Tree[])[];

/**
 * Reports a fetch that was lost: one error, at the place that all its fields have in common.
 */
export function reportLostFetch(
  lost: LostFetch,
  execution: Execution,
  { context, targets }: { readonly context: FaultContext; readonly targets: Targets | undefined },
): void {
  const places = listPlaces(execution, context, targets?.flat());
  const covers = places.flatMap((place) =>
    context.keys.map((key) => toResponsePath(context.root, [...place, key], execution.data)),
  );
  const path = covers.length === 0 ? [] : covers.reduce(commonStart);
  execution.errors.push({
    message: lost.message,
    ...(path.length > 0 && { path }),
    extensions: {
      code: lost.code,
      subgraph: context.subgraph,
      ...idsOf(execution.scope),
      retryable: lost.retryable && !(context.isOfMutation && targets !== undefined),
    },
    covers,
  });
}

/** Reports the errors that came with an answer, each at its places of the client's answer. */
export function reportSubgraphErrors(
  { errors }: AnsweredFetch,
  execution: Execution,
  { context, targets }: { readonly context: FaultContext; readonly targets: Targets | undefined },
): void {
  for (const error of errors) {
    for (const path of placeError(error, execution, { context, targets })) {
      execution.errors.push(report(error, path));
    }
  }
}

function report({ message, extensions }: SubgraphError, path: TreePath): ReportedError {
  return { message, ...(path.length > 0 && { path }), extensions, covers: [path] };
}

function placeError(
  { path = [] }: SubgraphError,
  execution: Execution,
  { context, targets }: { readonly context: FaultContext; readonly targets: Targets | undefined },
): readonly TreePath[] {
  const toResponse = (treePath: TreePath): TreePath =>
    toResponsePath(context.root, treePath, execution.data);
  const [field, index] = path;
  const isOfEntity = targets !== undefined && field === '_entities' && typeof index === 'number';
  if (isOfEntity) {
    const places = listPlaces(execution, context, targets[index] ?? []);
    return places.map((place) => toResponse([...place, ...path.slice(2)]));
  }
  const places = listPlaces(execution, context, targets?.flat());
  return targets === undefined && path.length > 0
    ? places.map((place) => toResponse([...place, ...path]))
    : [places.length === 0 ? [] : toResponse(places.reduce(commonStart))];
}

/** Where the objects stand. Looked for only now, as faults are few. */
function listPlaces(
  { data }: Execution,
  { paths }: FaultContext,
  objects: readonly Tree[] | undefined,
): readonly TreePath[] {
  const wanted = objects && new Set(objects);
  return paths.flatMap((path) =>
    [...locateTargets(data, path)].flatMap(([object, places]) =>
      wanted === undefined || wanted.has(object) ? places : [],
    ),
  );
}

function commonStart(a: TreePath, b: TreePath): TreePath {
  const end = a.findIndex((step, index) => step !== b[index]);
  return end === -1 ? a : a.slice(0, end);
}

function idsOf({ requestId, correlationId }: OperationScope) {
  return { requestId, correlationId };
}
