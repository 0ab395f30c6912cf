import type { SendToSubgraph } from '#src/fetchers/subgraph-client.ts';
import { type FetchNode, type PlanNode, listFetches } from '#src/planning/fetch-plan.ts';
import { describeNode } from '#src/planning/fuse-fetches.ts';

import type { Step } from './execution.ts';
import { type FetchDeps, compileEntityFetch, compileRootFetch } from './fetch-step.ts';
import { Gathering } from './gathering.ts';
import { type Sharing, analyzeSharing } from './sharing.ts';

export interface PlanDeps extends Omit<FetchDeps, 'send' | 'isReadOnly' | 'mustCopy'> {
  readonly sendTo: (subgraph: string) => SendToSubgraph;
}

/** Compiles a plan into one step. */
export function compilePlan(plan: PlanNode, deps: PlanDeps): Step {
  const fetches = uniteEqualFetches(plan);
  // What one object gets may depend on the way to it: then no two ways may lead to one object.
  const isByContext = [...fetches.keys()].some(({ contexts }) => contexts.length > 0);
  const sharing = isByContext
    ? new Map<FetchNode, Sharing>()
    : analyzeSharing([...new Set(fetches.values())]);
  const gatherings = new Map<FetchNode, Gathering>();
  const compileOne = (node: FetchNode): Step => {
    const united = fetches.get(node) ?? node;
    const { isReadOnly, mustCopy } = sharing.get(united) ?? NOTHING_SHARED;
    const fetchDeps = { ...deps, send: deps.sendTo(node.subgraph), isReadOnly, mustCopy };
    if (node.requires === undefined) {
      return compileRootFetch(node, fetchDeps);
    }
    const gathering =
      gatherings.get(united) ?? new Gathering(compileEntityFetch(united, fetchDeps));
    gatherings.set(united, gathering);
    return gathering.join(node.paths);
  };
  const compile = (node: PlanNode): Step => {
    if (node.kind === 'Fetch') {
      return compileOne(node);
    }
    const steps = node.nodes.map(compile);
    return node.kind === 'Sequence' ? inSequence(steps) : inParallel(steps);
  };
  return compile(plan);
}

const NOTHING_SHARED = { isReadOnly: false, mustCopy: true };

/** For each fetch the one that stands for it and all that differ from it in their places alone. */
function uniteEqualFetches(plan: PlanNode): ReadonlyMap<FetchNode, FetchNode> {
  const groups = Map.groupBy(listFetches(plan), describeNode);
  return new Map(
    [...groups.values()].flatMap((group) => {
      const [first] = group as [FetchNode];
      const united = { ...first, paths: group.flatMap(({ paths }) => paths) };
      return group.map((fetch) => [fetch, united] as const);
    }),
  );
}

function inSequence(steps: readonly Step[]): Step {
  return async (execution) => {
    for (const step of steps) {
      await step(execution);
    }
  };
}

function inParallel(steps: readonly Step[]): Step {
  return async (execution) => {
    await Promise.all(steps.map((step) => step(execution)));
  };
}
