import { Kind } from 'graphql';
import type { TypeNode as TypeReference } from 'graphql';

import { findTypes } from '#src/composition/coordinates.ts';
import type { TypeNode } from '#src/composition/coordinates.ts';
import { hasDirective, isEntity, isObject, isOwned } from '#src/composition/federated-types.ts';
import type { ObjectNode } from '#src/composition/federated-types.ts';
import { parseSubgraph } from '#src/composition/parse-subgraph.ts';
import type { SubgraphSdl } from '#src/read-subgraphs.ts';

/** A type as one subgraph writes it. */
export interface Declaration {
  readonly subgraph: string;
  readonly node: ObjectNode;
}

/** What the rules look at: the object types of all subgraphs, parsed once. */
export interface LintedGraph {
  readonly types: readonly Declaration[];
  readonly entities: ReadonlyMap<string, readonly Declaration[]>;
  /** Everything with a @key: entities, and the interfaces that others extend with @interfaceObject. */
  readonly keyed: readonly { readonly subgraph: string; readonly node: TypeNode }[];
}

/** Reads the subgraphs that can be parsed; composition tells about the others. */
export function readLintedGraph(subgraphs: readonly SubgraphSdl[]): LintedGraph {
  const parsed = subgraphs.map(parseSubgraph).filter((one) => 'typeDefs' in one);
  const all = parsed.flatMap(({ name: subgraph, typeDefs }) =>
    findTypes(typeDefs).map((node) => ({ subgraph, node })),
  );
  const types = all.flatMap(({ subgraph, node }) => (isObject(node) ? [{ subgraph, node }] : []));
  const entities = Map.groupBy(
    types.filter(({ node }) => isEntity(node)),
    ({ node }) => node.name.value,
  );
  const keyed = all.filter(({ node }) =>
    node.directives?.some(({ name }) => /^(?:federation__)?key$/.test(name.value)),
  );
  return { types, entities, keyed };
}

/** The owner of an entity is the subgraph in which it implements Node. */
export function isOwner({ node }: Declaration): boolean {
  return isOwned(node);
}

export function isNonNull({ type }: { readonly type: TypeReference }): boolean {
  return type.kind === Kind.NON_NULL_TYPE;
}

/** The fields of a declaration that its subgraph resolves. */
export function resolvedFields({ node }: Declaration) {
  return (node.fields ?? []).filter((field) => !hasDirective(field, 'external'));
}

export function nameOf(type: TypeReference): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
