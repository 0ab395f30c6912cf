import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  visit,
} from 'graphql';

import { isTrue, readText } from './directive-arguments.ts';
import { readFieldSet } from './required-arguments.ts';

/**
 * "GRAPH Type.field" of every field that a subgraph declares as @external and cannot answer: neither in a key, where
 * it knows the value, nor provided by another field anywhere.
 */
export function listExternals(supergraph: DocumentNode): ReadonlySet<string> {
  const provided = listProvided(supergraph);
  return new Set(
    supergraph.definitions.flatMap((type) =>
      type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_DEFINITION
        ? listExternalsOf(type, provided)
        : [],
    ),
  );
}

function listExternalsOf(
  type: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode,
  provided: ReadonlySet<string>,
): readonly string[] {
  const keys = listKeyFields(type.directives ?? []);
  return (type.fields ?? []).flatMap(({ name, directives = [] }) =>
    directives
      .filter(
        (directive) => directive.name.value === 'join__field' && isTrue(directive, 'external'),
      )
      .map((directive) => readText(directive, 'graph') ?? '')
      .filter((graph) => !keys.has(`${graph} ${name.value}`))
      .filter((graph) => !provided.has(`${graph} ${name.value}`))
      .map((graph) => `${graph} ${type.name.value}.${name.value}`),
  );
}

/** "GRAPH field" of the fields that some @provides of the graph names. */
function listProvided(supergraph: DocumentNode): ReadonlySet<string> {
  const provided = new Set<string>();
  visit(supergraph, {
    Directive(directive) {
      collectFields(directive, 'provides', provided);
    },
  });
  return provided;
}

function listKeyFields(directives: readonly DirectiveNode[]): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const directive of directives) {
    collectFields(directive, 'key', fields);
  }
  return fields;
}

function collectFields(directive: DirectiveNode, argument: string, into: Set<string>): void {
  const text = readText(directive, argument);
  if (text !== undefined && directive.name.value.startsWith('join__')) {
    visit(readFieldSet(text), {
      Field: ({ name }: FieldNode) =>
        void into.add(`${readText(directive, 'graph')} ${name.value}`),
    });
  }
}
