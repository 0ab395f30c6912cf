import { operationFromDocument } from '@apollo/federation-internals';
import { type PlanNode as RawNode, QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, OperationTypeNode } from 'graphql';

import { completeFetch } from './complete-fetch.ts';
import type { FetchNode, FetchPath, PlanNode } from './fetch-plan.ts';
import { listFaults } from './plan-faults.ts';
import type { PlanningGraph } from './planning-graph.ts';
import { restoreArguments } from './restore-arguments.ts';

/** What the planner plans, and what of it cannot be right, in words. */
export interface CheckedPlan {
  readonly node: PlanNode | undefined;
  readonly faults: readonly string[];
}

/** Plans an operation on one planning graph. Throws when no subgraph can answer a part of it. */
export type PlanOnce = (
  document: DocumentNode,
  labels: ReadonlyMap<string, boolean>,
) => CheckedPlan;

/** How many plans the planner compares for one operation before it takes the best so far. */
const MAX_EVALUATED_PLANS = 1000;
/** How many ways to the fields of an operation it may try. Each field that several subgraphs share multiplies them. */
const MAX_PATHS = 1000;

/** Apollo's planner on one planning graph, whose fetches are made whole and checked. */
export function createPlanOnce(graph: PlanningGraph): PlanOnce {
  const planner = new QueryPlanner(graph.supergraph, {
    cache: NO_CACHE,
    // Fetches are rewritten below: a fragment that several entity types spread has no one set of requirements.
    reuseQueryFragments: false,
    debug: { maxEvaluatedPlans: MAX_EVALUATED_PLANS, pathsLimit: MAX_PATHS },
  });
  const api = graph.supergraph.apiSchema();
  return (document, labels) => {
    const operation = operationFromDocument(api, document, { validate: false });
    const plan = planner.buildQueryPlan(operation, { overrideConditions: new Map(labels) });
    const conversion: Conversion = { graph, faults: [] };
    return { node: convert(plan, conversion), faults: conversion.faults };
  };
}

interface Conversion {
  readonly graph: PlanningGraph;
  readonly faults: string[];
}

type Cache = NonNullable<NonNullable<ConstructorParameters<typeof QueryPlanner>[1]>['cache']>;

/** Plans are kept compiled, by the router's own cache. */
const NO_CACHE: Cache = {
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve(),
  delete: () => Promise.resolve(),
  clear: () => undefined,
};

function convert({ node }: QueryPlan, conversion: Conversion): PlanNode | undefined {
  if (node?.kind === 'Subscription') {
    throw new Error('Subscriptions are not planned.');
  }
  return node && convertNode(node, [], conversion);
}

function convertNode(node: RawNode, path: FetchPath, conversion: Conversion): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return {
        kind: node.kind,
        nodes: node.nodes.map((each) => convertNode(each, path, conversion)),
      };
    case 'Flatten':
      return convertNode(node.node, [...path, ...node.path.map(String)], conversion);
    case 'Fetch':
      return convertFetch(node, path, conversion);
    case 'Condition':
    case 'Defer':
      throw new Error(`The plan has a ${node.kind} node, though the operation asked for none.`);
  }
}

function convertFetch(
  raw: Extract<RawNode, { kind: 'Fetch' }>,
  path: FetchPath,
  { graph, faults }: Conversion,
): PlanNode {
  const name = raw.operationName?.replace(/__\d+$/u, '');
  const fetch: FetchNode = {
    kind: 'Fetch',
    subgraph: raw.serviceName,
    operation: rename(raw.operation, name),
    operationName: name,
    isMutation: raw.operationKind === OperationTypeNode.MUTATION,
    variables: (raw.variableUsages ?? []).filter((variable) => variable !== 'representations'),
    paths: [path],
    requires: raw.requires,
    inputRewrites: raw.inputRewrites ?? [],
    outputRewrites: raw.outputRewrites ?? [],
    contexts: raw.contextRewrites ?? [],
  };
  const graphName = graph.graphNames.get(raw.serviceName) ?? raw.serviceName;
  faults.push(...listFaults(fetch, graphName, graph));
  const [first, ...others] = restoreArguments(fetch, graphName, graph.requiredArguments).map(
    (restored) => completeFetch(restored, graph),
  );
  return others.length === 0 && first
    ? first
    : { kind: 'Parallel', nodes: [...(first ? [first] : []), ...others] };
}

/** The planner numbers the fetches of a plan; without the numbers equal fetches are equal texts. */
function rename(operation: string, name: string | undefined): string {
  return name === undefined
    ? operation
    : operation.replace(/^(?<kind>query|mutation) \w+/u, `$<kind> ${name}`);
}
