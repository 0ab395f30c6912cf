import {
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

import type { Answer } from '../harness/compare.ts';
import { type Json, type JsonObject, isList, isObject } from '../harness/json.ts';

import { field } from './ast.ts';
import { withoutUnused } from './shrink.ts';

const PREFIX = 'zz__';
const PLACEHOLDER = 'yy__empty';

/**
 * An operation that means the same and keeps clear of what ApolloGateway is known to do wrong:
 * - It puts the planner's own fields under names that a client may have taken. So whatever the client renames, and
 *   every field with arguments, goes by a name that no field has.
 * - It loses data beside fields that a condition leaves out. So the conditions are decided before.
 * - Without the type of an object it takes no fragment in a fragment. So it is made to ask for the type.
 */
export function toOracleForm(document: DocumentNode, variables: JsonObject): DocumentNode {
  const given = { ...defaultsOf(document), ...variables };
  return withoutUnused(withTypes(withSafeNames(withoutConditions(document, given))));
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
      const isRenamed = node.alias !== undefined && node.alias.value !== node.name.value;
      const isType = node.name.value === '__typename';
      const needsName = isRenamed || isType || (node.arguments ?? []).length > 0;
      const { value } = node.alias ?? node.name;
      return needsName && value !== PLACEHOLDER
        ? { ...node, alias: { kind: Kind.NAME, value: PREFIX + value } }
        : undefined;
    },
  });
}

function withTypes(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, SelectionSetNode>();
  visit(document, {
    FragmentDefinition: ({ name, selectionSet }) => void fragments.set(name.value, selectionSet),
  });
  // How many fragments with a type stand in each other.
  const nesting = ({ selections }: SelectionSetNode): number =>
    Math.max(
      0,
      ...selections.map((selection) => {
        if (selection.kind === Kind.FIELD) {
          return 0;
        }
        const inner =
          selection.kind === Kind.FRAGMENT_SPREAD
            ? fragments.get(selection.name.value)
            : selection.selectionSet;
        const own = selection.kind === Kind.INLINE_FRAGMENT && !selection.typeCondition ? 0 : 1;
        return own + (inner === undefined ? 0 : nesting(inner));
      }),
    );
  return visit(document, {
    Field({ selectionSet, ...node }) {
      return selectionSet !== undefined && nesting(selectionSet) > 1
        ? { ...node, selectionSet: addType(selectionSet) }
        : undefined;
    },
  });
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
