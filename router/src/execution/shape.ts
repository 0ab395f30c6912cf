import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  visit,
  visitWithTypeInfo,
} from 'graphql';

import type { SpecializedOperation } from '#src/planning/specialize-operation.ts';
import type { TreeKeyOf } from '#src/planning/tree-keys.ts';

/** What the client gets of objects at one place of the answer, by their type. */
export interface ObjectShape {
  readonly id: number;
  readonly typeName: string;
  /** Whether objects say their type themselves, by `__typename`. */
  readonly isAbstract: boolean;
  readonly fieldsOf: ReadonlyMap<string, readonly FieldShape[]>;
  /** Of an abstract type: what the client gets of each object whatever its type, unless that depends on the type. */
  readonly common: readonly FieldShape[] | undefined;
}

export interface FieldShape {
  /** Where the value stands in the tree. */
  readonly key: string;
  readonly responseName: string;
  /** Such as "Product.name". */
  readonly coordinate: string;
  readonly isDenied: boolean;
  readonly value: ValueShape;
}

export type LeafKind = 'String' | 'ID' | 'Int' | 'Float' | 'Boolean' | 'enum' | 'custom';

export type ValueShape =
  | {
      readonly kind: 'leaf';
      readonly isNullable: boolean;
      readonly leaf: LeafKind;
      /** Of an enum. */
      readonly values: ReadonlySet<string> | undefined;
      readonly typeName: string;
    }
  | { readonly kind: 'list'; readonly isNullable: boolean; readonly of: ValueShape }
  | { readonly kind: 'object'; readonly isNullable: boolean; readonly object: ObjectShape }
  /** `__typename`: the type that the object is. */
  | { readonly kind: 'typename'; readonly typeName: string };

export interface ShapeOptions {
  readonly schema: GraphQLSchema;
  readonly keyOf: TreeKeyOf;
  readonly isDenied: ((typeName: string, fieldName: string) => boolean) | undefined;
}

/** The shape of an operation's whole answer. */
export function compileShape(source: SpecializedOperation, options: ShapeOptions): ObjectShape {
  const { operation } = source;
  const root = options.schema.getRootType(operation.operation);
  if (!root) {
    throw new Error(`The schema has no ${operation.operation} type.`);
  }
  return new ShapeCompiler(source, options).compile(root, [operation.selectionSet]);
}

/** The selections that the client may not have. What counts is the type that each is selected on, not the object's. */
function listDenied(
  { operation, fragments }: SpecializedOperation,
  { schema, isDenied }: ShapeOptions,
): ReadonlySet<FieldNode> {
  const denied = new Set<FieldNode>();
  if (isDenied !== undefined) {
    const types = new TypeInfo(schema);
    const enter = (field: FieldNode): void => {
      if (isDenied(types.getParentType()?.name ?? '', field.name.value)) {
        denied.add(field);
      }
    };
    for (const definition of [operation, ...fragments.values()]) {
      visit(definition, visitWithTypeInfo(types, { Field: { enter } }));
    }
  }
  return denied;
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

const SCALARS = new Set(['String', 'ID', 'Int', 'Float', 'Boolean']);

/** Compiles each combination of type and selection sets once: fragments that meet in many places stay small. */
class ShapeCompiler {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #options: ShapeOptions;
  readonly #denied: ReadonlySet<FieldNode>;
  readonly #known = new Map<string, ObjectShape>();
  readonly #idOf = new Map<SelectionSetNode, number>();

  constructor(source: SpecializedOperation, options: ShapeOptions) {
    this.#fragments = source.fragments;
    this.#options = options;
    this.#denied = listDenied(source, options);
  }

  compile(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): ObjectShape {
    const key = `${type.name}|${sets.map((set) => this.#identify(set)).join()}`;
    const known = this.#known.get(key);
    if (known) {
      return known;
    }
    const { schema } = this.#options;
    const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const fieldsOf = new Map<string, readonly FieldShape[]>();
    const shape: Writable<ObjectShape> = {
      id: this.#known.size,
      typeName: type.name,
      isAbstract: isAbstractType(type),
      fieldsOf,
      common: undefined,
    };
    this.#known.set(key, shape);
    for (const each of types) {
      fieldsOf.set(each.name, this.#compileFields(each, sets));
    }
    shape.common = isAbstractType(type) ? findCommon([...fieldsOf.values()]) : undefined;
    return shape;
  }

  #identify(set: SelectionSetNode): number {
    const known = this.#idOf.get(set) ?? this.#idOf.size;
    this.#idOf.set(set, known);
    return known;
  }

  #compileFields(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
  ): readonly FieldShape[] {
    const fields = new Map<string, FieldNode[]>();
    for (const set of sets) {
      this.#collect(type, set, fields);
    }
    return [...fields].map(([responseName, nodes]) =>
      this.#compileField(type, responseName, nodes),
    );
  }

  /** GraphQL specification, section 6.3.2, CollectFields. */
  #collect(type: GraphQLObjectType, set: SelectionSetNode, into: Map<string, FieldNode[]>): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const nodes = into.get(name);
        if (nodes) {
          nodes.push(selection);
        } else {
          into.set(name, [selection]);
        }
        continue;
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? this.#fragments.get(selection.name.value)
          : selection;
      if (fragment && this.#applies(fragment.typeCondition?.name.value, type)) {
        this.#collect(type, fragment.selectionSet, into);
      }
    }
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    const { schema } = this.#options;
    const conditional = condition === undefined ? type : schema.getType(condition);
    return (
      conditional === type || (isAbstractType(conditional) && schema.isSubType(conditional, type))
    );
  }

  #compileField(
    type: GraphQLObjectType,
    responseName: string,
    nodes: readonly FieldNode[],
  ): FieldShape {
    const [node] = nodes as [FieldNode];
    const name = node.name.value;
    return {
      key: this.#options.keyOf(node),
      responseName,
      coordinate: `${type.name}.${name}`,
      isDenied: nodes.every((each) => this.#denied.has(each)),
      value: this.#compileFieldValue(type, name, nodes),
    };
  }

  #compileFieldValue(
    type: GraphQLObjectType,
    name: string,
    nodes: readonly FieldNode[],
  ): ValueShape {
    if (name === '__typename') {
      return { kind: 'typename', typeName: type.name };
    }
    const field: GraphQLField<unknown, unknown> | undefined = type.getFields()[name];
    // `__schema` and `__type`: whole values, which graphql-js has made.
    return field === undefined
      ? {
          kind: 'leaf',
          isNullable: name === '__type',
          leaf: 'custom',
          values: undefined,
          typeName: name,
        }
      : this.#compileValue(
          field.type,
          nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : [])),
        );
  }

  #compileValue(
    type: GraphQLOutputType,
    sets: readonly SelectionSetNode[],
    isNullable = true,
  ): ValueShape {
    if (isNonNullType(type)) {
      return this.#compileValue(type.ofType, sets, false);
    }
    if (isListType(type)) {
      return { kind: 'list', isNullable, of: this.#compileValue(type.ofType, sets) };
    }
    if (isCompositeType(type)) {
      return { kind: 'object', isNullable, object: this.compile(type, sets) };
    }
    return isEnumType(type)
      ? {
          kind: 'leaf',
          isNullable,
          leaf: 'enum',
          values: new Set(type.getValues().map((value) => value.name)),
          typeName: type.name,
        }
      : {
          kind: 'leaf',
          isNullable,
          leaf: leafKindOf(type.name),
          values: undefined,
          typeName: type.name,
        };
  }
}

function leafKindOf(name: string): LeafKind {
  return SCALARS.has(name) ? (name as LeafKind) : 'custom';
}

/** The fields of the first type when every type has the same ones under the same names, and none tells the type. */
function findCommon(all: readonly (readonly FieldShape[])[]): readonly FieldShape[] | undefined {
  const [first, ...others] = all;
  const describe = (fields: readonly FieldShape[]): string =>
    fields.map(({ key, responseName }) => `${key}:${responseName}`).join();
  const isSame =
    first !== undefined && others.every((fields) => describe(fields) === describe(first));
  return isSame && first.every(({ value }) => value.kind !== 'typename') ? first : undefined;
}
