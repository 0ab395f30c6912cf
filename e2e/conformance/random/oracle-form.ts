import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  visit,
  visitWithTypeInfo,
} from 'graphql';

import type { Answer } from '../harness/compare.ts';
import { type Json, type JsonObject, isList, isObject } from '../harness/json.ts';

import { field } from './ast.ts';
import { withoutUnused } from './shrink.ts';

const PREFIX = 'zz__';
const PLACEHOLDER = 'yy__empty';

/**
 * An operation that means the same and keeps clear of what ApolloGateway is known to do wrong:
 * - It puts the planner's own fields under names that a client may have taken, also with other arguments. So all that
 *   the client asks for goes by names that no field has.
 * - It loses data beside fields that a condition leaves out. So the conditions are decided before.
 * - Without the type of an object it does not take all fragments. So it is made to ask for the type.
 */
export function toOracleForm(
  document: DocumentNode,
  { schema, variables }: { readonly schema: GraphQLSchema; readonly variables: JsonObject },
): DocumentNode {
  const given = { ...defaultsOf(document), ...variables };
  const decided = withoutConditions(document, given);
  return withoutUnused(withTypes(withSafeNames(decided), schema));
}

function defaultsOf(document: DocumentNode): JsonObject {
  const defaults: Record<string, Json> = {};
  visit(document, {
    VariableDefinition({ variable, defaultValue }) {
      if (defaultValue?.kind === Kind.BOOLEAN) {
        defaults[variable.name.value] = defaultValue.value;
      }
    },
  });
  return defaults;
}

function withoutConditions(document: DocumentNode, variables: JsonObject): DocumentNode {
  const isLeftOut = ({ name, arguments: args = [] }: DirectiveNode): boolean => {
    const value = args[0]?.value;
    const condition =
      value?.kind === Kind.VARIABLE
        ? variables[value.name.value]
        : value?.kind === Kind.BOOLEAN && value.value;
    return condition === (name.value === 'skip');
  };
  return visit(document, {
    SelectionSet: {
      leave(node: SelectionSetNode) {
        const kept = node.selections
          .filter(({ directives = [] }) => !directives.some(isLeftOut))
          .map((selection): SelectionNode => ({ ...selection, directives: [] }));
        const nothing = field({ field: '__typename', alias: PLACEHOLDER });
        return { ...node, selections: kept.length > 0 ? kept : [nothing] };
      },
    },
  });
}

function withSafeNames(document: DocumentNode): DocumentNode {
  return visit(document, {
    Field(node) {
      const { value } = node.alias ?? node.name;
      return value === PLACEHOLDER
        ? undefined
        : { ...node, alias: { kind: Kind.NAME, value: PREFIX + value } };
    },
  });
}

function withTypes(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const info = new TypeInfo(schema);
  const fragments = new Map<string, FragmentDefinitionNode>();
  visit(document, {
    FragmentDefinition: (fragment) => void fragments.set(fragment.name.value, fragment),
  });
  const narrows = ({ selections }: SelectionSetNode, type: GraphQLNamedType): boolean =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD) {
        return false;
      }
      const { typeCondition, selectionSet } =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : (fragments.get(selection.name.value) ?? {});
      const inner = schema.getType(typeCondition?.name.value ?? '') ?? type;
      const isNarrower = !isWithin(schema, inner, type);
      return isNarrower || (selectionSet !== undefined && narrows(selectionSet, inner));
    });
  return visit(
    document,
    visitWithTypeInfo(info, {
      Field({ selectionSet, ...node }) {
        const type = getNamedType(info.getType());
        return selectionSet !== undefined && type && narrows(selectionSet, type)
          ? { ...node, selectionSet: addType(selectionSet) }
          : undefined;
      },
    }),
  );
}

/** Whether every object of the type is one of the other type too. */
function isWithin(schema: GraphQLSchema, other: GraphQLNamedType, type: GraphQLNamedType): boolean {
  const isSub = isAbstractType(other) && (isObjectType(type) || isInterfaceType(type));
  return other === type || (isSub && schema.isSubType(other, type));
}

function addType(set: SelectionSetNode): SelectionSetNode {
  return { ...set, selections: [field({ field: '__typename' }), ...set.selections] };
}

/** The answer with the names that the client chose. */
export function withOwnNames({ data, errors }: Answer): Answer {
  return {
    ...(data !== undefined && { data: rename(data) as JsonObject | null }),
    ...(errors && {
      errors: errors.map((error) => ({
        ...error,
        ...(error.path && { path: error.path.map((key) => restore(key)) }),
      })),
    }),
  };
}

function rename(value: Json): Json {
  if (isList(value)) {
    return value.map(rename);
  }
  if (!isObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== PLACEHOLDER && key !== '__typename')
      .map(([key, element]) => [restore(key), rename(element)]),
  );
}

function restore<Key extends string | number>(key: Key): Key {
  return typeof key === 'string' && key.startsWith(PREFIX)
    ? (key.slice(PREFIX.length) as Key)
    : key;
}
