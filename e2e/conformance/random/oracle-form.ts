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
 * - It puts the planner's own fields under names that a client may have taken, also with other arguments. So all that
 *   the client asks for goes by names that no field has.
 * - It loses data beside fields that a condition leaves out. So the conditions are decided before.
 * - Without the type of an object it does not take all fragments. So it is made to ask for the type.
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
      const { value } = node.alias ?? node.name;
      return value === PLACEHOLDER
        ? undefined
        : { ...node, alias: { kind: Kind.NAME, value: PREFIX + value } };
    },
  });
}

function withTypes(document: DocumentNode): DocumentNode {
  const hasTypedFragment = ({ selections }: SelectionSetNode): boolean =>
    selections.some(
      (selection) =>
        selection.kind === Kind.FRAGMENT_SPREAD ||
        (selection.kind === Kind.INLINE_FRAGMENT &&
          (selection.typeCondition !== undefined || hasTypedFragment(selection.selectionSet))),
    );
  return visit(document, {
    Field({ selectionSet, ...node }) {
      return selectionSet !== undefined && hasTypedFragment(selectionSet)
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
