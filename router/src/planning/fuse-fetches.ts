import type { FetchNode, PlanNode } from './fetch-plan.ts';

/**
 * Makes one node of siblings that do the same at several places: what could go out side by side in several requests
 * goes out in one, whose representations are then also the same only once. Works through whole sequences.
 */
export function fuseFetches(node: PlanNode): PlanNode {
  switch (node.kind) {
    case 'Fetch':
      return node;
    case 'Sequence':
      return flatten('Sequence', node.nodes.map(fuseFetches));
    case 'Parallel':
      return flatten(
        'Parallel',
        fuseSiblings(flattenNodes('Parallel', node.nodes.map(fuseFetches))),
      );
  }
}

function fuseSiblings(siblings: readonly PlanNode[]): readonly PlanNode[] {
  const groups = Map.groupBy(siblings, describeNode);
  return [...groups.values()].map(([first, ...others]) => others.reduce(zip, first as PlanNode));
}

/** Text that is equal for nodes that do the same, wherever in the tree. A fetch of root fields has its place in it. */
export function describeNode(node: PlanNode): string {
  if (node.kind !== 'Fetch') {
    return `${node.kind}[${node.nodes.map(describeNode).join()}]`;
  }
  return JSON.stringify(node.requires === undefined ? node : { ...node, paths: [] });
}

/** Of two nodes with one description: one that does its work at the places of both. */
function zip(a: PlanNode, b: PlanNode): PlanNode {
  if (a.kind === 'Fetch') {
    return { ...a, paths: unite(a.paths, (b as FetchNode).paths) };
  }
  const others = (b as Exclude<PlanNode, FetchNode>).nodes;
  return { ...a, nodes: a.nodes.map((node, index) => zip(node, others[index] ?? node)) };
}

function unite(a: FetchNode['paths'], b: FetchNode['paths']): FetchNode['paths'] {
  const known = new Set(a.map((path) => path.join('.')));
  return [...a, ...b.filter((path) => !known.has(path.join('.')))];
}

function flatten(kind: 'Sequence' | 'Parallel', nodes: readonly PlanNode[]): PlanNode {
  const [first, ...others] = flattenNodes(kind, nodes);
  return first !== undefined && others.length === 0
    ? first
    : { kind, nodes: flattenNodes(kind, nodes) };
}

function flattenNodes(
  kind: 'Sequence' | 'Parallel',
  nodes: readonly PlanNode[],
): readonly PlanNode[] {
  return nodes.flatMap((node) => (node.kind === kind ? node.nodes : [node]));
}
