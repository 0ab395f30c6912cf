import {
  type ConstDirectiveNode,
  type DirectiveDefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type NamedTypeNode,
  type TypeDefinitionNode,
  specifiedDirectives,
} from 'graphql';

import type { ClientGraph } from './client-graph.ts';
import { argumentsOf, fieldsOf, inputFieldsOf } from './elements.ts';
import type { Hidden } from './hide-marked.ts';

/** The graph without what is hidden. Of the directives on its elements those of the specification stay. */
export function omitHidden(graph: ClientGraph, hidden: Hidden): ClientGraph {
  const types = [...graph.types.values()].filter(({ name }) => !hidden.has(name.value));
  const roots = [...graph.roots].filter(([, name]) => !hidden.has(name));
  return {
    schema: graph.schema,
    roots: new Map(roots),
    types: new Map(types.map((type) => [type.name.value, showType(type, hidden)])),
    directives: graph.directives.map((directive) => showDirective(directive, hidden)),
  };
}

/** The graph as a document that a schema is built from. */
export function printGraph({ schema, roots, types, directives }: ClientGraph): DocumentNode {
  const operationTypes = [...roots].map(
    ([operation, name]) =>
      ({
        kind: Kind.OPERATION_TYPE_DEFINITION,
        operation,
        type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
      }) as const,
  );
  const { description } = schema ?? {};
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.SCHEMA_DEFINITION,
        ...(description && { description }),
        operationTypes,
      },
      ...directives,
      ...types.values(),
    ],
  };
}

function showDirective(node: DirectiveDefinitionNode, hidden: Hidden): DirectiveDefinitionNode {
  return { ...node, arguments: argumentsOf(node).filter(isSeenIn(hidden)).map(showInput) };
}

function showType(type: TypeDefinitionNode, hidden: Hidden): TypeDefinitionNode {
  const isSeen = isSeenIn(hidden);
  const directives = keepSpecified(type.directives);
  const isNameSeen = ({ name }: NamedTypeNode): boolean => !hidden.has(name.value);
  switch (type.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return {
        ...type,
        directives,
        interfaces: (type.interfaces ?? []).filter(isNameSeen),
        fields: fieldsOf(type)
          .filter(isSeen)
          .map((field): FieldDefinitionNode => ({
            ...field.node,
            directives: keepSpecified(field.directives),
            arguments: field.arguments.filter(isSeen).map(showInput),
          })),
      };
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return { ...type, directives, fields: inputFieldsOf(type).filter(isSeen).map(showInput) };
    case Kind.ENUM_TYPE_DEFINITION:
      return {
        ...type,
        directives,
        values: (type.values ?? [])
          .filter(({ name }) => !hidden.has(`${type.name.value}.${name.value}`))
          .map((value) => ({ ...value, directives: keepSpecified(value.directives) })),
      };
    case Kind.UNION_TYPE_DEFINITION:
      return { ...type, directives, types: (type.types ?? []).filter(isNameSeen) };
    case Kind.SCALAR_TYPE_DEFINITION:
      return { ...type, directives };
  }
}

function isSeenIn(hidden: Hidden) {
  return ({ coordinate }: { readonly coordinate: string }): boolean => !hidden.has(coordinate);
}

function showInput({ node }: { readonly node: InputValueDefinitionNode }) {
  return { ...node, directives: keepSpecified(node.directives) };
}

const SPECIFIED = new Set(specifiedDirectives.map(({ name }) => name));

function keepSpecified(directives: readonly ConstDirectiveNode[] = []): ConstDirectiveNode[] {
  return directives.filter(({ name }) => SPECIFIED.has(name.value));
}
