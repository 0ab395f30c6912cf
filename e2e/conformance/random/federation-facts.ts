import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  Kind,
  type SelectionNode,
  parse,
  print,
} from 'graphql';

/** The paths of all leaves of the keys of each entity. */
export type Keys = ReadonlyMap<string, readonly (readonly string[])[]>;

interface TypeWithFields {
  readonly type: string;
  readonly directives: readonly ConstDirectiveNode[];
  readonly fields: readonly FieldDefinitionNode[];
}

function listTypes(document: DocumentNode): TypeWithFields[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.OBJECT_TYPE_EXTENSION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION
      ? [
          {
            type: definition.name.value,
            directives: definition.directives ?? [],
            fields: definition.fields ?? [],
          },
        ]
      : [],
  );
}

/** The keys that subgraphs give their entities. */
export function readAllKeys(subgraphs: readonly DocumentNode[]): Keys {
  const keys = new Map<string, (readonly string[])[]>();
  for (const { type, directives } of subgraphs.flatMap(listTypes)) {
    for (const text of argumentsOf(directives, 'key', 'fields')) {
      keys.set(type, [...(keys.get(type) ?? []), ...leaves(selectionsOf(text))]);
    }
  }
  return keys;
}

/** What the fields of one subgraph require, by coordinate: the first name of each. */
export function readRequires(subgraph: DocumentNode): ReadonlyMap<string, readonly string[]> {
  const found = listTypes(subgraph).flatMap(({ type, fields }) =>
    fields.map((field): [string, string[]] => [
      `${type}.${field.name.value}`,
      argumentsOf(field.directives ?? [], 'requires', 'fields').flatMap((text) =>
        leaves(selectionsOf(text)).map(([first = '']) => first),
      ),
    ]),
  );
  return new Map(found.filter(([, names]) => names.length > 0));
}

/** Of a supergraph: what each field requires with arguments, as text, by coordinate. Includes what that requires. */
export function readRequirements(
  supergraph: DocumentNode,
): ReadonlyMap<string, ReadonlySet<string>> {
  const direct = new Map(
    listTypes(supergraph).flatMap(({ type, fields }) =>
      fields.map((field) => [
        `${type}.${field.name.value}`,
        argumentsOf(field.directives ?? [], 'join__field', 'requires').flatMap((text) =>
          selectionsOf(text).map((selection) => ({ type, selection })),
        ),
      ]),
    ),
  );
  const collect = (coordinate: string): Set<string> =>
    new Set(
      (direct.get(coordinate) ?? []).flatMap(({ type, selection }) =>
        selection.kind === Kind.FIELD
          ? [printWithoutSelections(selection), ...collect(`${type}.${selection.name.value}`)]
          : [],
      ),
    );
  return new Map([...direct.keys()].map((coordinate) => [coordinate, collect(coordinate)]));
}

/** Of a supergraph: names of the fields that interface objects add to the types of an interface. */
export function readAddedFields(supergraph: DocumentNode): ReadonlySet<string> {
  return new Set(
    listTypes(supergraph).flatMap(({ directives, fields }) => {
      const graphs = new Set(directives.filter(isInterfaceObject).map(graphOf));
      return fields
        .filter(({ directives: of = [] }) => of.some((one) => graphs.has(graphOf(one) ?? '')))
        .map(({ name }) => name.value)
        .filter((name) => name !== 'id');
    }),
  );
}

function graphOf({ arguments: given = [] }: ConstDirectiveNode): string | undefined {
  const value = given.find(({ name }) => name.value === 'graph')?.value;
  return value?.kind === Kind.ENUM ? value.value : undefined;
}

function isInterfaceObject({ arguments: given = [] }: ConstDirectiveNode): boolean {
  return given.some(({ name }) => name.value === 'isInterfaceObject');
}

function printWithoutSelections({ selectionSet: _selections, ...field }: FieldNode): string {
  return print(field);
}

function argumentsOf(
  directives: readonly ConstDirectiveNode[],
  directive: string,
  argument: string,
): string[] {
  return directives
    .filter(({ name }) => name.value === directive)
    .flatMap(({ arguments: args = [] }) => args)
    .flatMap(({ name, value }) =>
      name.value === argument && value.kind === Kind.STRING ? [value.value] : [],
    );
}

function selectionsOf(text: string): readonly SelectionNode[] {
  const [operation] = parse(`{ ${text} }`).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
}

function leaves(selections: readonly SelectionNode[]): string[][] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return [];
    }
    const own = selection.kind === Kind.FIELD ? [selection.name.value] : [];
    const inner = selection.selectionSet?.selections;
    return inner === undefined ? [own] : leaves(inner).map((path) => [...own, ...path]);
  });
}
