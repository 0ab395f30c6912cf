import { type DocumentNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql';

import type { Answer } from '../harness/compare.ts';
import { type Json, isList, isObject } from '../harness/json.ts';

/** Why two answers may differ without a fault of the router. Each is as narrow as its cause. */
export type Excuse =
  | 'conflicting requirements'
  | 'nulls beside an error'
  | 'errors below one null'
  | 'lost interface objects';

export type Verdict =
  | { readonly is: 'same' }
  | { readonly is: 'excused'; readonly excuse: Excuse }
  | { readonly is: 'different'; readonly text: string };

export interface Judged {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly requirements: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names of fields that interface objects add. */
  readonly addedFields: ReadonlySet<string>;
}

/** Compares what the router and ApolloGateway answered to one operation. */
export function compareAnswers(router: Answer, oracle: Answer, judged: Judged): Verdict {
  const [ours, theirs] = [print(router), print(oracle)];
  if (ours === theirs) {
    return { is: 'same' };
  }
  if (isOfNullsBesideAnError(router, oracle)) {
    return { is: 'excused', excuse: 'nulls beside an error' };
  }
  if (isOfErrorsBelowOneNull(router, oracle)) {
    return { is: 'excused', excuse: 'errors below one null' };
  }
  if (hasConflictingRequirements(judged)) {
    return { is: 'excused', excuse: 'conflicting requirements' };
  }
  if (isOfLostObjects(router, oracle, judged)) {
    return { is: 'excused', excuse: 'lost interface objects' };
  }
  return {
    is: 'different',
    text: `router: ${ours}\n  ${messages(router)}\noracle: ${theirs}\n  ${messages(oracle)}`,
  };
}

function print({ data, errors }: Answer): string {
  return JSON.stringify({ data: sorted(data ?? null), errors: paths(errors) });
}

// ApolloGateway gathers the fragments of a type, so its fields do not come in the order of the operation.
function sorted(value: Json): Json {
  if (isList(value)) {
    return value.map(sorted);
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, element]) => [name, sorted(element)]),
      )
    : value;
}

function paths(errors: Answer['errors'] = []): string[] {
  return errors.map(({ path }) => (path === undefined ? '(no path)' : path.join('.'))).toSorted();
}

function messages({ errors = [] }: Answer): string {
  return errors.map(({ message }) => message.slice(0, 200)).join(' / ');
}

/**
 * Beside an error of a subgraph ApolloGateway does not tell of the nulls that it finds where the schema forbids them.
 * So the router may tell of more, but only where the same data is null.
 */
function isOfNullsBesideAnError(router: Answer, oracle: Answer): boolean {
  const theirs = paths(oracle.errors);
  const ours = paths(router.errors);
  const sameData = print({ data: router.data ?? null }) === print({ data: oracle.data ?? null });
  return (
    sameData &&
    theirs.length > 0 &&
    isContained(theirs, ours) &&
    (router.errors ?? []).every(({ path }) => isNull(router.data ?? null, path ?? []))
  );
}

/**
 * A subgraph that comes to an error which takes the object along need not go on, so which other errors of that object
 * it tells of depends on the order in which it is asked. One such error must be told by both.
 */
function isOfErrorsBelowOneNull(router: Answer, oracle: Answer): boolean {
  const data = router.data ?? null;
  if (print({ data }) !== print({ data: oracle.data ?? null })) {
    return false;
  }
  const [ours, theirs] = [nullPlaces(router, data), nullPlaces(oracle, data)];
  return ours.size === theirs.size && [...ours].every((place) => theirs.has(place));
}

/** Where the nulls are that the errors explain. */
function nullPlaces({ errors = [] }: Answer, data: Json): Set<string> {
  return new Set(
    errors.map(({ path = [] }) => {
      const depth = path.findIndex((_, at) => isNull(data, path.slice(0, at)));
      return path.slice(0, depth === -1 ? path.length : depth).join('.');
    }),
  );
}

/**
 * Made to ask for types, ApolloGateway loses objects to which an interface object of another subgraph adds fields: null, without an
 * error. What is left must be as the router has it.
 */
function isOfLostObjects(
  router: Answer,
  oracle: Answer,
  { document, addedFields }: Judged,
): boolean {
  let isAdded = false;
  visit(document, { Field: ({ name }) => void (isAdded ||= addedFields.has(name.value)) });
  return (
    isAdded &&
    isContained(paths(oracle.errors), paths(router.errors)) &&
    isLess(oracle.data ?? null, router.data ?? null)
  );
}

/** The same, but that objects may be null. */
function isLess(few: Json, many: Json): boolean {
  if (isList(few) && isList(many)) {
    return few.length === many.length && few.every((one, at) => isLess(one, many[at] ?? null));
  }
  if (!isObject(many)) {
    return few === many;
  }
  const names = Object.keys(many);
  return (
    few === null ||
    (isObject(few) &&
      names.length === Object.keys(few).length &&
      names.every(
        (name) => Object.hasOwn(few, name) && isLess(few[name] ?? null, many[name] ?? null),
      ))
  );
}

function isContained(few: readonly string[], many: readonly string[]): boolean {
  const rest = [...many];
  return few.every((one) => {
    const at = rest.indexOf(one);
    if (at !== -1) {
      rest.splice(at, 1);
    }
    return at !== -1;
  });
}

function isNull(data: Json, path: readonly (string | number)[]): boolean {
  let value: Json | undefined = data;
  for (const key of path) {
    if (value === null || value === undefined) {
      return true;
    }
    value = isObject(value) || Array.isArray(value) ? (value as Record<string, Json>)[key] : null;
  }
  return value === null || value === undefined;
}

/** One selection of ApolloGateway's serves all requirements of a field, whatever their arguments. */
function hasConflictingRequirements({ schema, document, requirements }: Judged): boolean {
  const wanted = new Map<string, Set<string>>();
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        const coordinate = `${info.getParentType()?.name}.${node.name.value}`;
        for (const text of requirements.get(coordinate) ?? []) {
          const [field = ''] = text.split('(');
          wanted.set(field, (wanted.get(field) ?? new Set()).add(text));
        }
      },
    }),
  );
  return [...wanted.values()].some((texts) => texts.size > 1);
}
