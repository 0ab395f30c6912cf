import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

import type { SpecializedOperation } from './specialize-operation.ts';
import type { TreeKeyOf } from './tree-keys.ts';

export interface PlannerDocumentOptions {
  /** The schema that the operation was validated against. */
  readonly schema: GraphQLSchema;
  readonly keyOf: TreeKeyOf;
  readonly prefix: string;
  /** Fields that the client may not have: they are not fetched. */
  readonly isDenied: ((typeName: string, fieldName: string) => boolean) | undefined;
}

/** The name under which the planner passes what entities are asked for; a client's own variable gets another one. */
const REPRESENTATIONS = 'representations';

/** The variable's name in fetches for its name in the operation. */
export function renameVariable(name: string, prefix: string): string {
  return name === REPRESENTATIONS ? `${prefix}${name}` : name;
}

/**
 * The operation as it is planned: under the keys of the tree, without introspection and denied fields. A selection set
 * that holds nothing then asks for __typename, as there is no empty one in GraphQL.
 */
export function createPlannerDocument(
  { operation, fragments }: SpecializedOperation,
  options: PlannerDocumentOptions,
): DocumentNode {
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [operation, ...fragments.values()],
  };
  const types = new TypeInfo(options.schema);
  return visit(document, visitWithTypeInfo(types, createVisitor(types, options)));
}

function createVisitor(
  types: TypeInfo,
  { keyOf, prefix, isDenied }: PlannerDocumentOptions,
): ASTVisitor {
  return {
    Field(field) {
      const name = field.name.value;
      const parent = types.getParentType()?.name ?? '';
      const isOwn = name === '__schema' || name === '__type';
      return isOwn || isDenied?.(parent, name) === true ? null : withKey(field, keyOf(field));
    },
    Variable: ({ name }) =>
      name.value === REPRESENTATIONS
        ? { kind: Kind.VARIABLE, name: { ...name, value: renameVariable(name.value, prefix) } }
        : undefined,
    SelectionSet: { leave: fillEmpty },
  };
}

function withKey(field: FieldNode, key: string): FieldNode | undefined {
  const { alias: _alias, ...plain } = field;
  return key === field.name.value ? plain : { ...plain, alias: { kind: Kind.NAME, value: key } };
}

function fillEmpty(set: SelectionSetNode): SelectionSetNode | undefined {
  return set.selections.length > 0
    ? undefined
    : {
        ...set,
        selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
      };
}
