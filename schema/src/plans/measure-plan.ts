import type { FetchNode, PlanNode } from '@supergraph/router/planning';

export interface PlanMeasure {
  readonly fetches: number;
  /** The longest row of fetches that wait for one another. */
  readonly depth: number;
  /** Who is asked, sorted. */
  readonly subgraphs: readonly string[];
}

/** What a plan costs; undefined is the plan of what needs no fetch. */
export function measurePlan(plan: PlanNode | undefined): PlanMeasure {
  const fetches = listFetches(plan);
  return {
    fetches: fetches.length,
    depth: measureDepth(plan),
    subgraphs: [...new Set(fetches.map(({ subgraph }) => subgraph))].toSorted(),
  };
}

function listFetches(node: PlanNode | undefined): readonly FetchNode[] {
  if (node === undefined) {
    return [];
  }
  return node.kind === 'Fetch' ? [node] : node.nodes.flatMap(listFetches);
}

function measureDepth(node: PlanNode | undefined): number {
  if (node === undefined || node.kind === 'Fetch') {
    return node === undefined ? 0 : 1;
  }
  const depths = node.nodes.map(measureDepth);
  return node.kind === 'Sequence'
    ? depths.reduce((sum, depth) => sum + depth, 0)
    : Math.max(0, ...depths);
}
