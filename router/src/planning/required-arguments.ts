import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
  parse,
  print,
} from 'graphql';

import { isTrue, readText } from './directive-arguments.ts';

/** A field that stands, in the planning supergraph alone, for another one called with fixed arguments. */
export interface StandIn {
  readonly field: string;
  readonly arguments: readonly ArgumentNode[];
}

export interface RequiredArguments {
  /** The supergraph to plan on. */
  readonly supergraph: DocumentNode;
  readonly standIns: ReadonlyMap<string, StandIn>;
  /** The stand-ins that a field's @requires names, by "GRAPH Type.field" with the name of the join__Graph value. */
  readonly requiredBy: ReadonlyMap<string, ReadonlySet<string>>;
}

const STAND_IN_PREFIX = 'requires_arg_';

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * The planner merges selections by response name and ignores arguments, so what a @requires asks with arguments would
 * overwrite what the client asks with other ones. Each field that takes arguments gets a stand-in that takes none, which
 * is written back into the fetches of a plan (restore-arguments.ts).
 */
export function replaceRequiredArguments(supergraph: DocumentNode): RequiredArguments {
  const composites = new Map(
    supergraph.definitions.filter(isComposite).map((type) => [type.name.value, type]),
  );
  const rewriting = new Rewriting(composites);
  const rewritten = new Map<string, Composite>();
  for (const type of composites.values()) {
    rewritten.set(type.name.value, {
      ...type,
      fields: (type.fields ?? []).map((field) => rewriting.rewriteField(type, field)),
    });
  }
  return {
    supergraph: {
      ...supergraph,
      definitions: supergraph.definitions.map((definition) =>
        isComposite(definition)
          ? rewriting.finish(rewritten.get(definition.name.value) ?? definition)
          : definition,
      ),
    },
    standIns: rewriting.standIns,
    requiredBy: rewriting.requiredBy,
  };
}

/** One pass over a supergraph, with what it found so far. */
class Rewriting {
  readonly standIns = new Map<string, StandIn>();
  readonly requiredBy = new Map<string, ReadonlySet<string>>();
  readonly #composites: ReadonlyMap<string, Composite>;
  readonly #nameOf = new Map<string, string>();
  readonly #added = new Map<string, FieldDefinitionNode[]>();
  /** "GRAPH Type.field" of the fields that got stand-ins, and of those named as they are. */
  readonly #replaced = new Set<string>();
  readonly #plain = new Set<string>();
  /** "GRAPH standIn": a graph that requires nothing by a stand-in must not have it as @external. */
  readonly #requiredIn = new Set<string>();

  constructor(composites: ReadonlyMap<string, Composite>) {
    this.#composites = composites;
  }

  rewriteField(type: Composite, field: FieldDefinitionNode): FieldDefinitionNode {
    return {
      ...field,
      directives: (field.directives ?? []).map((directive) =>
        this.#rewriteRequires(directive, `${type.name.value}.${field.name.value}`, type),
      ),
    };
  }

  /** Adds the type's stand-ins, and drops @external from fields that no @requires names any more: it would be unused. */
  finish(type: Composite): Composite {
    const fields = (type.fields ?? []).map((field) => ({
      ...field,
      directives: (field.directives ?? []).filter((directive) => {
        const place = `${readText(directive, 'graph')} ${type.name.value}.${field.name.value}`;
        const isUnused = this.#replaced.has(place) && !this.#plain.has(place);
        return !(isJoinField(directive) && isTrue(directive, 'external') && isUnused);
      }),
    }));
    const added = (this.#added.get(type.name.value) ?? []).map((field) =>
      this.#finishStandIn(field),
    );
    return { ...type, fields: [...fields, ...added] };
  }

  #finishStandIn(field: FieldDefinitionNode): FieldDefinitionNode {
    const directives = (field.directives ?? []).filter((directive) => {
      const place = `${readText(directive, 'graph')} ${field.name.value}`;
      const isUnused = !this.#requiredIn.has(place);
      return !(isJoinField(directive) && isTrue(directive, 'external') && isUnused);
    });
    return { ...field, directives };
  }

  #rewriteRequires(
    directive: ConstDirectiveNode,
    coordinate: string,
    type: Composite,
  ): ConstDirectiveNode {
    const requires = isJoinField(directive) ? readText(directive, 'requires') : undefined;
    if (requires === undefined) {
      return directive;
    }
    const graph = readText(directive, 'graph') ?? '';
    const used = new Set<string>();
    const selectionSet = this.#rewriteSelections(readFieldSet(requires), { type, graph, used });
    if (used.size === 0) {
      return directive;
    }
    this.requiredBy.set(`${graph} ${coordinate}`, used);
    const text = print(selectionSet).replaceAll(/\s+/gu, ' ').trim().slice(1, -1).trim();
    return {
      ...directive,
      arguments: (directive.arguments ?? []).map((argument) =>
        argument.name.value === 'requires'
          ? { ...argument, value: { kind: Kind.STRING, value: text } }
          : argument,
      ),
    };
  }

  #rewriteSelections(set: SelectionSetNode, place: Place): SelectionSetNode {
    return {
      ...set,
      selections: set.selections.map((selection) => this.#rewriteSelection(selection, place)),
    };
  }

  #rewriteSelection(selection: SelectionNode, place: Place): SelectionNode {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return selection;
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const name = selection.typeCondition?.name.value;
      const type = name === undefined ? place.type : this.#composites.get(name);
      const selectionSet = this.#rewriteSelections(selection.selectionSet, { ...place, type });
      return { ...selection, selectionSet };
    }
    return this.#rewriteField(selection, place);
  }

  #rewriteField(selection: FieldNode, place: Place): FieldNode {
    const { type, graph, used } = place;
    const definition = type?.fields?.find(({ name }) => name.value === selection.name.value);
    if (type === undefined || definition === undefined) {
      return selection;
    }
    const inner = this.#composites.get(nameOf(definition.type));
    const rewritten = {
      ...selection,
      ...(selection.selectionSet && {
        selectionSet: this.#rewriteSelections(selection.selectionSet, { ...place, type: inner }),
      }),
    };
    const coordinate = `${graph} ${type.name.value}.${selection.name.value}`;
    // One that is asked without its arguments must not be taken for one that is asked with them.
    if ((definition.arguments ?? []).length === 0) {
      this.#plain.add(coordinate);
      return rewritten;
    }
    this.#replaced.add(coordinate);
    const name = this.#standInFor(selection, definition, type);
    used.add(name);
    this.#requiredIn.add(`${graph} ${name}`);
    return { ...rewritten, name: { kind: Kind.NAME, value: name }, arguments: [] };
  }

  #standInFor(selection: FieldNode, definition: FieldDefinitionNode, type: Composite): string {
    const { selectionSet: _selectionSet, ...call } = selection;
    const key = `${type.name.value}.${print(call)}`;
    const known = this.#nameOf.get(key);
    if (known !== undefined) {
      return known;
    }
    const name = `${STAND_IN_PREFIX}${this.#nameOf.size}_${selection.name.value}`;
    this.#nameOf.set(key, name);
    this.standIns.set(name, { field: selection.name.value, arguments: selection.arguments ?? [] });
    for (const owner of this.#listOwners(type)) {
      const own = owner.fields?.find((field) => field.name.value === selection.name.value);
      const added = this.#added.get(owner.name.value) ?? [];
      this.#added.set(owner.name.value, [...added, createStandIn(own ?? definition, name)]);
    }
    return name;
  }

  /** The type and, of an interface, whatever implements it: each must have the interface's fields. */
  #listOwners(type: Composite): readonly Composite[] {
    const implementers = [...this.#composites.values()].filter(({ interfaces }) =>
      interfaces?.some(({ name }) => name.value === type.name.value),
    );
    return [type, ...implementers];
  }
}

function createStandIn(definition: FieldDefinitionNode, name: string): FieldDefinitionNode {
  const { description: _description, ...plain } = definition;
  return {
    ...plain,
    name: { kind: Kind.NAME, value: name },
    arguments: [],
    directives: (definition.directives ?? []).filter(isNeededToPlan),
  };
}

interface Place {
  readonly type: Composite | undefined;
  readonly graph: string;
  readonly used: Set<string>;
}

function isNeededToPlan({ name }: ConstDirectiveNode): boolean {
  return name.value === 'join__field' || name.value === 'inaccessible';
}

function isJoinField({ name }: ConstDirectiveNode): boolean {
  return name.value === 'join__field';
}

function isComposite(definition: DocumentNode['definitions'][number]): definition is Composite {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION
  );
}

/** The selections of a field set, which is written without the outer braces. */
export function readFieldSet(text: string): SelectionSetNode {
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION
    ? definition.selectionSet
    : { kind: Kind.SELECTION_SET, selections: [] };
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
