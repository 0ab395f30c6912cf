import {
  type DirectiveDefinitionNode,
  type DocumentNode,
  Kind,
  type OperationTypeNode,
  type SchemaDefinitionNode,
  type TypeDefinitionNode,
  isTypeDefinitionNode,
} from 'graphql';

import type { Features } from './features.ts';

/** What clients could see of a supergraph: its definitions without those of the specifications it links. */
export interface ClientGraph {
  readonly schema: SchemaDefinitionNode | undefined;
  readonly types: ReadonlyMap<string, TypeDefinitionNode>;
  readonly directives: readonly DirectiveDefinitionNode[];
  /** Names of root types by operation. */
  readonly roots: ReadonlyMap<OperationTypeNode, string>;
}

// A router answers these two itself or not at all, so a definition of a subgraph promises nothing.
const INCREMENTAL = new Set(['defer', 'stream']);

export function readClientGraph(document: DocumentNode, features: Features): ClientGraph {
  const { definitions } = document;
  const schema = definitions.find((node) => node.kind === Kind.SCHEMA_DEFINITION);
  const types = definitions
    .filter(isTypeDefinitionNode)
    .filter(({ name }) => !features.isOwnType(name.value));
  return {
    schema,
    types: new Map(types.map((type) => [type.name.value, type])),
    directives: definitions
      .filter((node) => node.kind === Kind.DIRECTIVE_DEFINITION)
      .filter(({ name }) => !features.isOwnDirective(name.value) && !INCREMENTAL.has(name.value)),
    roots: new Map(
      schema?.operationTypes.map(({ operation, type }) => [operation, type.name.value]),
    ),
  };
}
