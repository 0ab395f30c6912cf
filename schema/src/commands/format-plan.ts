import type { FetchNode, PlanNode } from '@supergraph/router/planning';
import { parse, print } from 'graphql';

import { type PlanMeasure, measurePlan } from '#src/plans/measure-plan.ts';

export interface DescribedPlan extends PlanMeasure {
  readonly plan: DescribedNode | null;
}

type DescribedNode =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly DescribedNode[] }
  | {
      readonly kind: 'Fetch';
      readonly subgraph: string;
      /** Where in the answer its entities stand; "@" is each element of a list. Empty for root fields. */
      readonly paths: readonly string[];
      /** What the entities must have been fetched with. */
      readonly requires: string | null;
      readonly operation: string;
    };

/** A plan as data for programs: the form is stable. */
export function describePlan(plan: PlanNode | undefined): DescribedPlan {
  return { ...measurePlan(plan), plan: plan === undefined ? null : describeNode(plan) };
}

/** A plan as a tree for people. */
export function formatPlan(plan: PlanNode | undefined): string {
  const { fetches, depth, subgraphs, plan: root } = describePlan(plan);
  if (root === null) {
    return 'No fetches: the router answers this by itself.';
  }
  const counts = `${fetches} ${fetches === 1 ? 'fetch' : 'fetches'}, depth ${depth}: ${subgraphs.join(', ')}`;
  return [counts, ...formatNode(root)].join('\n');
}

function describeNode(node: PlanNode): DescribedNode {
  if (node.kind !== 'Fetch') {
    return { kind: node.kind, nodes: node.nodes.map(describeNode) };
  }
  const { kind, subgraph, operation, paths, requires } = node;
  return {
    kind,
    subgraph,
    paths: paths.filter((path) => path.length > 0).map((path) => path.join('.')),
    requires: requires === undefined ? null : formatSelections(requires),
    operation,
  };
}

type Selections = NonNullable<FetchNode['requires']>;

function formatSelections(selections: Selections): string {
  const parts = selections.map((selection) => {
    const { selections: below } = selection;
    const name =
      selection.kind === 'Field'
        ? selection.name
        : `... on ${selection.typeCondition ?? ''}`.trimEnd();
    return below === undefined || below.length === 0 ? name : `${name} ${formatSelections(below)}`;
  });
  return `{ ${parts.join(' ')} }`;
}

function formatNode(node: DescribedNode): string[] {
  if (node.kind === 'Fetch') {
    return formatFetch(node);
  }
  return [
    node.kind === 'Sequence' ? 'one after the other' : 'at once',
    ...node.nodes.flatMap((child, at) => {
      const isLast = at === node.nodes.length - 1;
      const [first = '', ...rest] = formatNode(child);
      return [
        `${isLast ? '└─ ' : '├─ '}${first}`,
        ...rest.map((line) => `${isLast ? '   ' : '│  '}${line}`),
      ];
    }),
  ];
}

function formatFetch(fetch: Extract<DescribedNode, { kind: 'Fetch' }>): string[] {
  return [
    fetch.subgraph,
    ...fetch.paths.map((path) => `  at ${path}`),
    ...(fetch.requires === null ? [] : [`  requires ${fetch.requires}`]),
    ...print(parse(fetch.operation, { noLocation: true }))
      .split('\n')
      .map((line) => `  ${line}`),
  ];
}
