import { createHash } from 'node:crypto';

import { type GraphQLSchema, isObjectType } from 'graphql';

import { type CompileDeps, compileOperation } from '#src/execution/compile-operation.ts';
import type { SubgraphClient } from '#src/fetchers/subgraph-client.ts';
import { createPlanner } from '#src/planning/planner.ts';
import { type PlanningGraph, createPlanningGraph } from '#src/planning/planning-graph.ts';

import { describeOperation } from '#src/telemetry/reported-operation.ts';
import type { UsageStore } from '#src/telemetry/usage.ts';

import type { OperationDeps } from './known-operation.ts';
import { listLabelsOf, readOverrideLabels } from './override-labels.ts';
import { PublicGraph } from './public-graph.ts';
import { readDocument } from './read-document.ts';
import { compileAuthorization } from './requirements/compile-authorization.ts';
import { OperationAuthorization } from './requirements/operation-authorization.ts';
import { readRequirements } from './requirements/read-requirements.ts';
import type { VariantSettings } from './variant-settings.ts';

/** One generation of the graph: immutable but for its caches, and garbage once nothing runs on it. */
export interface Snapshot {
  /** Short hash of the SDL. */
  readonly id: string;
  readonly sdl: string;
  /** By variant name; the empty name has everything that is public. */
  readonly publicGraphs: ReadonlyMap<string, PublicGraph>;
  readonly subgraphs: readonly string[];
}

export interface SnapshotDeps {
  readonly variants: readonly VariantSettings[];
  readonly client: Pick<SubgraphClient, 'open'>;
  readonly cacheSize: number;
  /** Told how long each plan took. */
  readonly observePlan: (ms: number) => void;
  readonly usage: UsageStore | undefined;
}

/** Builds a generation from a supergraph's SDL. Throws when the SDL cannot be served. */
export function createSnapshot(sdl: string, deps: SnapshotDeps): Snapshot {
  const document = readDocument(sdl);
  const graph = createPlanningGraph(document);
  const id = createHash('sha256').update(sdl).digest('hex').slice(0, 12);
  const labels = readOverrideLabels(document);
  const requirements = readRequirements(document);
  const compileFor = createCompilation(graph, deps);
  const whole = graph.supergraph.apiSchema().toGraphQLJSSchema();
  const openGraph = (variant: VariantSettings): PublicGraph => {
    const schema = variant.createSchema?.(document) ?? whole;
    const place = { schema, generation: id, variant: variant.name === '' ? null : variant.name };
    const operations: OperationDeps = {
      compile: compileFor(schema),
      labelsOf: (source) => listLabelsOf(source, labels, graph.injectedNames),
      authorizationOf: (source) =>
        new OperationAuthorization(compileAuthorization(source, schema, requirements)),
      describe: (operation) => describeOperation({ ...operation, ...place }, deps.usage),
    };
    return new PublicGraph({ ...variant, schema, cacheSize: deps.cacheSize, deps: operations });
  };
  return {
    id,
    sdl,
    subgraphs: [...graph.routingUrls.keys()],
    publicGraphs: new Map(deps.variants.map((variant) => [variant.name, openGraph(variant)])),
  };
}

function createCompilation(graph: PlanningGraph, { client, observePlan }: SnapshotDeps) {
  const senders = new Map(
    [...graph.routingUrls].map(([name, url]) => [name, client.open(name, url)]),
  );
  const plan = createPlanner(graph);
  const deps: CompileDeps = {
    graph,
    objectTypes: listObjectTypes(graph.fullSchema),
    plan: (...args) => measure(() => plan(...args), observePlan),
    sendTo: (name) => {
      const send = senders.get(name);
      if (send === undefined) {
        throw new Error(`The supergraph has no subgraph "${name}".`);
      }
      return send;
    },
  };
  return (schema: GraphQLSchema): OperationDeps['compile'] =>
    ({ source, denied, labels }) => {
      const isDenied =
        denied && ((typeName: string, fieldName: string) => denied.isDenied(typeName, fieldName));
      return compileOperation(source, { schema, labels, isDenied }, deps);
    };
}

async function measure<T>(run: () => Promise<T>, observe: (ms: number) => void): Promise<T> {
  const started = performance.now();
  const result = await run();
  observe(performance.now() - started);
  return result;
}

function listObjectTypes(schema: GraphQLSchema): ReadonlySet<string> {
  return new Set(
    Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .map(({ name }) => name),
  );
}
