import { type DocumentNode, Kind, type SelectionSetNode, parse } from 'graphql';

import { type Json, type JsonObject, isObject, readPath } from './json.ts';

/** The paths of the leaves of one @key. */
export type Key = readonly (readonly string[])[];

/** The keys of every type of a subgraph, read from its SDL. */
export function readKeys(document: DocumentNode): ReadonlyMap<string, readonly Key[]> {
  const keys = new Map<string, Key[]>();
  for (const definition of document.definitions) {
    if (!('fields' in definition) || !('directives' in definition)) {
      continue;
    }
    const found = (definition.directives ?? [])
      .filter(({ name }) => name.value === 'key')
      .flatMap((directive) => directive.arguments ?? [])
      .flatMap(({ name, value }) =>
        name.value === 'fields' && value.kind === Kind.STRING ? [leaves(value.value)] : [],
      );
    const { value: type } = definition.name;
    keys.set(type, [...(keys.get(type) ?? []), ...found]);
  }
  return keys;
}

export function matchesKey(key: Key, representation: JsonObject, row: JsonObject): boolean {
  return key.every((path) => {
    const wanted = readPath(representation, path);
    return wanted !== undefined && JSON.stringify(wanted) === JSON.stringify(read(row, path));
  });
}

// A row may name another one where the key goes on: the name is then the id.
function read(row: JsonObject, path: readonly string[]): Json | undefined {
  const [first = '', ...rest] = path;
  const value = row[first];
  if (rest.length === 1 && rest[0] === 'id' && typeof value === 'string') {
    return value;
  }
  return rest.length > 0 && !isObject(value) && !Array.isArray(value)
    ? undefined
    : readPath(row, path);
}

function leaves(fields: string): string[][] {
  const [operation] = parse(`{ ${fields} }`).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? walk(operation.selectionSet) : [];
}

function walk({ selections }: SelectionSetNode): string[][] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return [];
    }
    const own = selection.kind === Kind.FIELD ? [selection.name.value] : [];
    return selection.selectionSet === undefined
      ? [own]
      : walk(selection.selectionSet).map((path) => [...own, ...path]);
  });
}
