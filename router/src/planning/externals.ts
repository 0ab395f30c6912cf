import { type DirectiveNode, type DocumentNode, type FieldNode, Kind, visit } from 'graphql';

import { isTrue, readText } from './directive-arguments.ts';
import { readFieldSet } from './required-arguments.ts';

/**
 * "GRAPH Type.field" of every field that a subgraph declares as @external and cannot answer: neither in a key, where
 * it knows the value, nor provided by another field anywhere.
 */
export function listExternals(supergraph: DocumentNode): ReadonlySet<string> {
  const externals = new Set<string>();
  const provided = listProvided(supergraph);
  for (const type of supergraph.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) {
      continue;
    }
    const keys = listKeyFields(type.directives ?? []);
    for (const { name, directives = [] } of type.fields ?? []) {
      for (const directive of directives) {
        const place = `${readText(directive, 'graph')} ${name.value}`;
        const isExternal = directive.name.value === 'join__field' && isTrue(directive, 'external');
        if (isExternal && !keys.has(place) && !provided.has(place)) {
          externals.add(`${readText(directive, 'graph')} ${type.name.value}.${name.value}`);
        }
      }
    }
  }
  return externals;
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
