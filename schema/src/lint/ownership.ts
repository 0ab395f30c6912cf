import { Kind, type TypeNode } from 'graphql';

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
}

/** Reads the subgraphs that can be parsed; composition tells about the others. */
export function readLintedGraph(subgraphs: readonly SubgraphSdl[]): LintedGraph {
  const types = subgraphs.flatMap((subgraph) => {
    const parsed = parseSubgraph(subgraph);
    return 'typeDefs' in parsed
      ? parsed.typeDefs.definitions
          .filter(isObject)
          .map((node) => ({ subgraph: subgraph.name, node }))
      : [];
  });
  const entities = Map.groupBy(
    types.filter(({ node }) => isEntity(node)),
    ({ node }) => node.name.value,
  );
  return { types, entities };
}

/** The owner of an entity is the subgraph in which it implements Node. */
export function isOwner({ node }: Declaration): boolean {
  return isOwned(node);
}

export function isNonNull({ type }: { readonly type: TypeNode }): boolean {
  return type.kind === Kind.NON_NULL_TYPE;
}

/** The fields of a declaration that its subgraph resolves. */
export function resolvedFields({ node }: Declaration) {
  return (node.fields ?? []).filter((field) => !hasDirective(field, 'external'));
}

export function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
