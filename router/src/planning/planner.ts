import type { DocumentNode } from 'graphql';

import { assertResolved } from './assert-resolved.ts';
import type { PlanNode } from './fetch-plan.ts';
import { fuseFetches } from './fuse-fetches.ts';
import { type CheckedPlan, type PlanOnce, createPlanOnce } from './plan-once.ts';
import type { PlanningGraph } from './planning-graph.ts';
import { createStagedGraph } from './staged-graph.ts';

/**
 * Plans one operation, given under the keys of its tree; undefined when there is nothing to fetch. `labels` says which
 * labels of progressive @override hold. Throws when no subgraph can answer a part of it.
 */
export type PlanOperation = (
  document: DocumentNode,
  labels: ReadonlyMap<string, boolean>,
) => Promise<PlanNode | undefined>;

/** The planner of one supergraph, with what it is known to do wrong put right. */
export function createPlanner(graph: PlanningGraph): PlanOperation {
  const plan = createPlanOnce(graph);
  let planInStages: PlanOnce | undefined;
  return async (document, labels) => {
    let { node, faults } = plan(document, labels);
    if (faults.length > 0 && graph.circles.size > 0) {
      planInStages ??= createPlanInStages(graph);
      ({ node, faults } = planInStages(document, labels));
    }
    assertFaultless(faults, graph);
    assertResolved(document, node);
    return node && fuseFetches(node);
  };
}

/** For what the planner gets wrong: a second one, of a graph in which requirements go in no circles. */
function createPlanInStages(graph: PlanningGraph): PlanOnce {
  const staged = createStagedGraph(graph);
  if (staged.kind === 'refused') {
    return () => ({ node: undefined, faults: [staged.reason] });
  }
  const plan = createPlanOnce(staged.graph);
  return (document, labels) => {
    const { node, faults } = plan(document, labels);
    return { node: node && staged.unstage(node), faults };
  };
}

function assertFaultless([fault]: CheckedPlan['faults'], { circles }: PlanningGraph): void {
  if (fault === undefined) {
    return;
  }
  const coordinates = new Set([...circles.values()].map(({ coordinate }) => coordinate));
  const circle = [...coordinates].toSorted((a, b) => (a < b ? -1 : 1)).join(', ');
  throw new Error(
    circle === ''
      ? fault
      : `${fault} The requirements of ${circle} go in circles between subgraphs.`,
  );
}
