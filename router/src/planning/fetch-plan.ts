import type {
  FetchDataKeyRenamer,
  FetchDataRewrite,
  QueryPlanSelectionNode,
} from '@apollo/query-planner';

/** A plan as the executor takes it: conditions decided, paths whole, every fetch self-contained. */
export type PlanNode = SequenceNode | ParallelNode | FetchNode;

export interface SequenceNode {
  readonly kind: 'Sequence';
  readonly nodes: readonly PlanNode[];
}

export interface ParallelNode {
  readonly kind: 'Parallel';
  readonly nodes: readonly PlanNode[];
}

/** Keys of the tree from its root; "@" stands for each element of a list. */
export type FetchPath = readonly string[];

/** One request to one subgraph. */
export interface FetchNode {
  readonly kind: 'Fetch';
  readonly subgraph: string;
  readonly operation: string;
  readonly operationName: string | undefined;
  readonly isMutation: boolean;
  /** Names of the operation's own variables. */
  readonly variables: readonly string[];
  /** Where its objects stand; a root fetch has the one empty path. Fused fetches have several. */
  readonly paths: readonly FetchPath[];
  /** What the representations of the entities hold; undefined for a fetch of root fields. */
  readonly requires: readonly QueryPlanSelectionNode[] | undefined;
  readonly inputRewrites: readonly FetchDataRewrite[];
  readonly outputRewrites: readonly FetchDataRewrite[];
  /** Variables that @fromContext takes from the objects above each entity. */
  readonly contexts: readonly FetchDataKeyRenamer[];
}

/** Every fetch of a plan, in the order in which they are written. */
export function listFetches(node: PlanNode | undefined): readonly FetchNode[] {
  if (node === undefined) {
    return [];
  }
  return node.kind === 'Fetch' ? [node] : node.nodes.flatMap(listFetches);
}
