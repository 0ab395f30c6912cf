import {
  type FieldNode,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  executeSync,
  visit,
} from 'graphql';

import type { SpecializedOperation } from '#src/planning/specialize-operation.ts';
import type { TreeKeyOf } from '#src/planning/tree-keys.ts';

import type { Tree } from './tree.ts';

export interface IntrospectOptions {
  readonly schema: GraphQLSchema;
  readonly keyOf: TreeKeyOf;
}

/** Answers `__schema` and `__type` from the client's schema. */
export type Introspect = (variables: Readonly<Record<string, unknown>>) => Tree;

/** Undefined when the operation asks nothing of the schema. An answer without variables is made once. */
export function compileIntrospection(
  source: SpecializedOperation,
  { schema, keyOf }: IntrospectOptions,
): Introspect | undefined {
  const fields = listIntrospectionFields(source);
  if (fields.length === 0) {
    return undefined;
  }
  const document = createDocument(source, fields, keyOf);
  const introspect: Introspect = (variableValues) => {
    const { data } = executeSync({ schema, document, variableValues });
    return { ...data };
  };
  const used = new Set<string>();
  visit(document, { Variable: ({ name }) => void used.add(name.value) });
  return used.size > 0 ? introspect : once(introspect);
}

function once(introspect: Introspect): Introspect {
  let known: Tree | undefined;
  return (variables) => (known ??= introspect(variables));
}

function listIntrospectionFields({ operation, fragments }: SpecializedOperation) {
  const found: FieldNode[] = [];
  const look = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value === '__schema' || selection.name.value === '__type') {
          found.push(selection);
        }
      } else {
        const fragment =
          selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        look(fragment?.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] });
      }
    }
  };
  look(operation.selectionSet);
  return found;
}

function createDocument(
  { operation, fragments }: SpecializedOperation,
  fields: readonly FieldNode[],
  keyOf: TreeKeyOf,
) {
  const selections = fields.map((field) => ({
    ...field,
    alias: { kind: Kind.NAME, value: keyOf(field) } as const,
  }));
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        ...operation,
        operation: OperationTypeNode.QUERY,
        selectionSet: { kind: Kind.SELECTION_SET, selections },
      },
      ...fragments.values(),
    ],
  } as const;
}
