import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  isInterfaceType,
  isObjectType,
  print,
} from 'graphql';

import { type Circles, listCircles } from './circles.ts';
import { readText } from './directive-arguments.ts';
import { listExternals } from './externals.ts';
import { listInjectedNames } from './injected-names.ts';
import { putResolvableKeysFirst } from './key-order.ts';
import { type RequiredArguments, replaceRequiredArguments } from './required-arguments.ts';
import { type RequiredNames, listRequiredNames } from './required-names.ts';
import { type TreeKeyOf, createTreeKeys } from './tree-keys.ts';

/** A supergraph prepared for planning, and what of it running a plan needs. */
export interface PlanningGraph {
  readonly supergraph: Supergraph;
  readonly requiredArguments: RequiredArguments;
  /** Names of join__Graph values by subgraph name. */
  readonly graphNames: ReadonlyMap<string, string>;
  /** Routing URLs by subgraph name. */
  readonly routingUrls: ReadonlyMap<string, string>;
  /** Every type of every subgraph, inaccessible ones included. */
  readonly fullSchema: GraphQLSchema;
  /** "GRAPH Type.field" of what a subgraph declares and cannot answer. */
  readonly externals: ReadonlySet<string>;
  /** Fields whose requirements go in circles between subgraphs. */
  readonly circles: Circles;
  /** What the fields require of which plans are checked to send it. */
  readonly checkedRequirements: RequiredNames;
  /** The supergraph as it was given. */
  readonly document: DocumentNode;
  readonly keyOf: TreeKeyOf;
  readonly prefix: string;
  /** Names of the fields that fetches bring unasked. */
  readonly injectedNames: ReadonlySet<string>;
}

/**
 * Prepares a supergraph. Throws what is wrong with it, or which of its features is not known. Plans are checked to send
 * what the fields of circles require, and all fields of the graphs that `isChecked` holds for.
 */
export function createPlanningGraph(
  document: DocumentNode,
  isChecked: (graph: string) => boolean = () => false,
): PlanningGraph {
  const requiredArguments = replaceRequiredArguments(putResolvableKeysFirst(document));
  const supergraph = Supergraph.build(print(requiredArguments.supergraph), {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  });
  const fullSchema = supergraph.schema.toGraphQLJSSchema();
  const graphs = listGraphs(document);
  const injectedNames = listInjectedNames(document);
  const circles = listCircles(document);
  return {
    document,
    circles,
    checkedRequirements: listRequiredNames(
      requiredArguments.supergraph,
      (name, coordinate) => isChecked(name) || circles.has(`${name} ${coordinate}`),
    ),
    supergraph,
    requiredArguments,
    graphNames: new Map(graphs.map(({ name, value }) => [name, value])),
    routingUrls: new Map(graphs.map(({ name, url }) => [name, url])),
    fullSchema,
    externals: listExternals(document),
    injectedNames,
    ...createTreeKeys(injectedNames, listFieldNames(fullSchema)),
  };
}

interface Graph {
  readonly value: string;
  readonly name: string;
  readonly url: string;
}

function listGraphs(document: DocumentNode): readonly Graph[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph'
      ? (definition.values ?? []).flatMap(({ name, directives }) =>
          (directives ?? [])
            .filter((directive) => directive.name.value === 'join__graph')
            .map((directive) => ({
              value: name.value,
              name: readText(directive, 'name') ?? name.value,
              url: readText(directive, 'url') ?? '',
            })),
        )
      : [],
  );
}

function listFieldNames(schema: GraphQLSchema): ReadonlySet<string> {
  const types = Object.values(schema.getTypeMap());
  return new Set(
    types.flatMap((type) =>
      isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [],
    ),
  );
}
