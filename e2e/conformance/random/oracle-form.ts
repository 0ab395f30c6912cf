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
const PLACEHOLDER = `${PREFIX}nothing`;

/**
 * An operation that means the same and keeps clear of what ApolloGateway is known to do wrong:
 * - It puts the planner's own fields under names that a client may have taken. So whatever the client renames, and
 *   every field with arguments, goes by a name that no field has.
 * - It loses data beside fields that a condition leaves out. So the conditions are decided before.
 */
export function toOracleForm(document: DocumentNode, variables: JsonObject): DocumentNode {
  const given = { ...defaultsOf(document), ...variables };
  return withoutUnused(withSafeNames(withoutConditions(document, given)));
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
      const isMeta = node.name.value.startsWith('__') && node.alias === undefined;
      const needsName = isRenamed || (!isMeta && (node.arguments ?? []).length > 0);
      const { value } = node.alias ?? node.name;
      return needsName && value !== PLACEHOLDER
        ? { ...node, alias: { kind: Kind.NAME, value: PREFIX + value } }
        : undefined;
    },
  });
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
      .filter(([key]) => key !== PLACEHOLDER)
      .map(([key, element]) => [restore(key), rename(element)]),
  );
}

function restore<Key extends string | number>(key: Key): Key {
  return typeof key === 'string' && key.startsWith(PREFIX)
    ? (key.slice(PREFIX.length) as Key)
    : key;
}
