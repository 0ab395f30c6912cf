import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';

import { isTrue, readText } from './directive-arguments.ts';
import { readFieldSet } from './required-arguments.ts';

export type CompositeType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** A field with a @requires, in the subgraph that has it. */
export interface JoinedField {
  /** Name of the join__Graph value. */
  readonly graph: string;
  readonly typeName: string;
  /** "Type.field" */
  readonly coordinate: string;
  /** The field set. */
  readonly requires: string;
}

/** What a supergraph says of which subgraph has which field. */
export class JoinedFields {
  readonly types: ReadonlyMap<string, CompositeType>;
  readonly requiring: readonly JoinedField[];
  /** "GRAPH Type.field" of what the subgraph answers, keys aside. */
  readonly #resolved: ReadonlySet<string>;
  /** Names of interfaces that some subgraph has as an @interfaceObject. */
  readonly #objects: ReadonlySet<string>;

  constructor(supergraph: DocumentNode) {
    const types = supergraph.definitions.filter(isCompositeType);
    this.types = new Map(types.map((type) => [type.name.value, type]));
    this.requiring = types.flatMap(listRequiring);
    this.#objects = new Set(
      types
        .filter((type) => listJoins(type, 'type').some((join) => isTrue(join, 'isInterfaceObject')))
        .map(({ name }) => name.value),
    );
    this.#resolved = new Set(types.flatMap((type) => listResolved(type)));
  }

  /** Whether the subgraph has a field of its own, which is in no key of its type. */
  isResolved(graph: string, coordinate: string): boolean {
    return this.#resolved.has(`${graph} ${coordinate}`);
  }

  /** Coordinates of the fields that it requires, at every depth. */
  listRequired({ typeName, requires }: JoinedField): readonly string[] {
    return this.listSelected(requires, typeName);
  }

  /** Coordinates of the fields of a field set: of an interface's field also those of whatever implements it. */
  listSelected(fieldSet: string, typeName: string): readonly string[] {
    const found = new Set<string>();
    this.#walk(readFieldSet(fieldSet), typeName, found);
    return [...found];
  }

  #walk({ selections }: SelectionSetNode, typeName: string, found: Set<string>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const inner = selection.typeCondition?.name.value ?? typeName;
        this.#walk(selection.selectionSet, inner, found);
      } else if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        for (const owner of this.#listOwners(typeName)) {
          found.add(`${owner}.${name}`);
        }
        const field = this.findField(typeName, name);
        if (field && selection.selectionSet) {
          this.#walk(selection.selectionSet, readTypeName(field.type), found);
        }
      }
    }
  }

  /** The types in which a field of a type may be: an @interfaceObject has fields of what implements the interface. */
  #listOwners(typeName: string): readonly string[] {
    const interfaces = (this.types.get(typeName)?.interfaces ?? [])
      .map(({ name }) => name.value)
      .filter((name) => this.#objects.has(name));
    return [typeName, ...interfaces, ...this.listImplementers(typeName)];
  }

  findField(typeName: string, fieldName: string): FieldDefinitionNode | undefined {
    return this.types.get(typeName)?.fields?.find(({ name }) => name.value === fieldName);
  }

  /** Names of the types that implement an interface. */
  listImplementers(typeName: string): readonly string[] {
    return [...this.types.values()]
      .filter(({ interfaces }) => interfaces?.some(({ name }) => name.value === typeName))
      .map(({ name }) => name.value);
  }
}

/** The directives of a field or type by which it is joined, of all subgraphs or of one. */
export function listJoins(
  node: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  kind: 'field' | 'type',
  graph?: string,
): readonly ConstDirectiveNode[] {
  return (node.directives ?? []).filter(
    (directive) =>
      directive.name.value === `join__${kind}` &&
      (graph === undefined || readText(directive, 'graph') === graph),
  );
}

export function isCompositeType(
  definition: DocumentNode['definitions'][number],
): definition is CompositeType {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION
  );
}

/** Only entities can be sent what they require. */
function listRequiring(type: CompositeType): readonly JoinedField[] {
  const typeName = type.name.value;
  return (type.fields ?? []).flatMap((field) =>
    listJoins(field, 'field').flatMap((join) => {
      const graph = readText(join, 'graph');
      const requires = readText(join, 'requires');
      return graph === undefined || requires === undefined || isTrue(join, 'usedOverridden')
        ? []
        : [{ graph, typeName, requires, coordinate: `${typeName}.${field.name.value}` }];
    }),
  );
}

function listResolved(type: CompositeType): readonly string[] {
  const graphs = new Set(listJoins(type, 'type').map((join) => readText(join, 'graph') ?? ''));
  const keys = new Set(
    listJoins(type, 'type').flatMap((join) =>
      readFieldSet(readText(join, 'key') ?? '__typename').selections.map(
        (selection) =>
          `${readText(join, 'graph')} ${selection.kind === Kind.FIELD ? selection.name.value : ''}`,
      ),
    ),
  );
  return (type.fields ?? []).flatMap((field) => {
    const joins = listJoins(field, 'field');
    const owners =
      joins.length === 0
        ? [...graphs]
        : joins
            .filter((join) => !isTrue(join, 'external') && !isTrue(join, 'usedOverridden'))
            .map((join) => readText(join, 'graph') ?? '');
    return owners
      .filter((graph) => !keys.has(`${graph} ${field.name.value}`))
      .map((graph) => `${graph} ${type.name.value}.${field.name.value}`);
  });
}

/** The name of a type, within whatever lists. */
export function readTypeName(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : readTypeName(type.type);
}
