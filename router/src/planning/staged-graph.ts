import type { FetchNode, PlanNode } from './fetch-plan.ts';
import { type PlanningGraph, createPlanningGraph } from './planning-graph.ts';
import { stageSupergraph } from './staged-supergraph.ts';
import { type Stage, listStages } from './stages.ts';

/** A planning graph without circles, or why there is none. */
export type StagedGraph =
  | {
      readonly kind: 'staged';
      readonly graph: PlanningGraph;
      /** The plan with the real subgraphs in place of their stages. */
      readonly unstage: (node: PlanNode) => PlanNode;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** Takes the circles out of a planning graph, by stages of the subgraphs on them. */
export function createStagedGraph({ document, circles }: PlanningGraph): StagedGraph {
  const stages = listStages(document, circles);
  const values = new Set(stages.map(({ value }) => value));
  try {
    return {
      kind: 'staged',
      graph: createPlanningGraph(stageSupergraph(document, stages), (name) => values.has(name)),
      unstage: createUnstage(stages),
    };
  } catch (error) {
    // The rewritten supergraph is checked as one that was composed is, and odd ones may not pass.
    return { kind: 'refused', reason: String(error) };
  }
}

function createUnstage(stages: readonly Stage[]): (node: PlanNode) => PlanNode {
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const unstage = (node: PlanNode): PlanNode => {
    if (node.kind !== 'Fetch') {
      return { ...node, nodes: node.nodes.map(unstage) };
    }
    const stage = byName.get(node.subgraph);
    return stage ? unstageFetch(node, stage) : node;
  };
  return unstage;
}

/** The planner ends the name of a fetch with that of its subgraph, in letters that GraphQL has. */
function unstageFetch(fetch: FetchNode, { name, subgraph }: Stage): FetchNode {
  const suffix = name.slice(subgraph.length);
  const own = fetch.operationName;
  const operationName = own?.endsWith(suffix) === true ? own.slice(0, -suffix.length) : own;
  const operation =
    own === undefined || operationName === undefined
      ? fetch.operation
      : fetch.operation.replace(own, operationName);
  return { ...fetch, subgraph, operation, operationName };
}
