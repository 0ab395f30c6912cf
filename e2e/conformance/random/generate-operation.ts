import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  type SelectionNode,
  type VariableDefinitionNode,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parseType,
  print,
  validate,
} from 'graphql';

import type { Json, JsonObject } from '../harness/json.ts';

import { argument, condition, field, name, namedType, selectionSet, variable } from './ast.ts';
import { generateValue, toLiteral } from './generate-values.ts';
import type { Random } from '../../harness/random.ts';

export interface RandomOperation {
  readonly document: DocumentNode;
  readonly query: string;
  readonly variables: JsonObject;
}

/** A valid operation on the schema. The same chance gives the same one. */
export function generateOperation(chance: Random, schema: GraphQLSchema): RandomOperation {
  for (;;) {
    const operation = new Generator(chance, schema).generate();
    // Names that collide may make fields that cannot merge: another try is simpler than a rule.
    if (validate(schema, operation.document).length === 0) {
      return operation;
    }
  }
}

class Generator {
  readonly #chance: Random;
  readonly #schema: GraphQLSchema;
  readonly #definitions: VariableDefinitionNode[] = [];
  readonly #variables: Record<string, Json> = {};
  readonly #fragments: FragmentDefinitionNode[] = [];
  #budget: number;

  constructor(chance: Random, schema: GraphQLSchema) {
    this.#chance = chance;
    this.#schema = schema;
    this.#budget = 6 + chance.below(26);
  }

  generate(): RandomOperation {
    const mutation = this.#schema.getMutationType();
    const isMutation = mutation && this.#chance.is(0.08);
    const root = isMutation ? mutation : this.#schema.getQueryType();
    if (!root) {
      throw new Error('The schema has no root type.');
    }
    const selections = this.#select(root, 0);
    const document: DocumentNode = {
      kind: Kind.DOCUMENT,
      definitions: [
        {
          kind: Kind.OPERATION_DEFINITION,
          operation: isMutation ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY,
          name: name('Random'),
          variableDefinitions: this.#definitions,
          selectionSet: selectionSet(selections),
        },
        ...this.#fragments,
      ],
    };
    return { document, query: print(document), variables: this.#variables };
  }

  #select(type: GraphQLCompositeType, depth: number): SelectionNode[] {
    const wanted = 1 + this.#chance.below(depth === 0 ? 3 : 4);
    const selections: SelectionNode[] = [];
    for (let i = 0; i < wanted && this.#budget > 0; i++) {
      selections.push(...this.#selectOne(type, depth));
    }
    return selections.length > 0 ? selections : [field({ field: '__typename' })];
  }

  #selectOne(type: GraphQLCompositeType, depth: number): SelectionNode[] {
    this.#budget--;
    if (this.#chance.is(0.06)) {
      const alias = this.#chance.is(0.4) ? this.#alias(type) : undefined;
      return [field({ field: '__typename', alias, directives: this.#directives() })];
    }
    const fragmentOdds = isAbstractType(type) ? 0.7 : 0.15;
    if (isUnionType(type) || this.#chance.is(fragmentOdds)) {
      return [this.#fragment(type, depth)];
    }
    const found = this.#chance.pickIfAny(this.#fieldsOf(type, depth));
    return found === undefined ? [] : [this.#field(type, found, depth)];
  }

  // Near the end of the depth only leaves, so that operations stay small.
  #fieldsOf(type: GraphQLCompositeType, depth: number): GraphQLField<unknown, unknown>[] {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const leaves = fields.filter((one) => !isCompositeType(getNamedType(one.type)));
    const objects = fields.filter((one) => isCompositeType(getNamedType(one.type)));
    if (depth > 6 || objects.length === 0) {
      return leaves;
    }
    return leaves.length === 0 || this.#chance.is(depth === 0 ? 0.9 : 0.6) ? objects : leaves;
  }

  #field(
    parent: GraphQLCompositeType,
    definition: GraphQLField<unknown, unknown>,
    depth: number,
  ): SelectionNode {
    const type = getNamedType(definition.type);
    const args = definition.args.flatMap((one) => this.#argument(one));
    return field({
      field: definition.name,
      alias: this.#chance.is(0.2) ? this.#alias(parent) : undefined,
      args,
      directives: this.#directives(),
      selections: isCompositeType(type) ? this.#select(type, depth + 1) : undefined,
    });
  }

  /** A name of its own, or one that collides with a field of the type. */
  #alias(parent: GraphQLCompositeType): string {
    const fields = isUnionType(parent) ? [] : Object.keys(parent.getFields());
    return (
      (this.#chance.is(0.5) ? this.#chance.pickIfAny(fields) : undefined) ??
      `a${this.#chance.below(4)}`
    );
  }

  #fragment(type: GraphQLCompositeType, depth: number): SelectionNode {
    const narrowed = this.#chance.is(0.85) ? this.#condition(type) : undefined;
    const selections = this.#select(narrowed ?? type, depth + 1);
    const directives = this.#directives();
    if (narrowed !== undefined && this.#chance.is(0.3)) {
      const of = `F${this.#fragments.length}`;
      this.#fragments.push({
        kind: Kind.FRAGMENT_DEFINITION,
        name: name(of),
        typeCondition: namedType(narrowed.name),
        selectionSet: selectionSet(selections),
      });
      return { kind: Kind.FRAGMENT_SPREAD, name: name(of), directives };
    }
    return {
      kind: Kind.INLINE_FRAGMENT,
      ...(narrowed && { typeCondition: namedType(narrowed.name) }),
      directives,
      selectionSet: selectionSet(selections),
    };
  }

  /** A type whose objects may stand where this type stands. */
  #condition(type: GraphQLCompositeType): GraphQLCompositeType {
    if (isAbstractType(type)) {
      return this.#chance.pickIfAny([type, ...this.#schema.getPossibleTypes(type)]) ?? type;
    }
    const interfaces = isObjectType(type) ? type.getInterfaces() : [];
    return this.#chance.pickIfAny([type, ...interfaces]) ?? type;
  }

  #argument({ name: of, type, defaultValue }: GraphQLArgument) {
    const isRequired = isNonNullType(type) && defaultValue === undefined;
    if (!isRequired && this.#chance.is(0.5)) {
      return [];
    }
    const value = generateValue(this.#chance, type);
    return [
      argument(of, this.#chance.is(0.4) ? this.#variable(type, value) : toLiteral(value, type)),
    ];
  }

  #variable(type: GraphQLInputType, value: Json) {
    const of = `v${this.#definitions.length}`;
    this.#definitions.push({
      kind: Kind.VARIABLE_DEFINITION,
      variable: { kind: Kind.VARIABLE, name: name(of) },
      type: parseType(String(type)),
    });
    if (isNonNullType(type) || this.#chance.is(0.85)) {
      this.#variables[of] = value;
    }
    return variable(of);
  }

  #directives(): DirectiveNode[] {
    return (['skip', 'include'] as const)
      .filter(() => this.#chance.is(0.05))
      .map((directive) => condition(directive, this.#boolean()));
  }

  #boolean() {
    const value = this.#chance.is(0.5);
    if (this.#chance.is(0.3)) {
      return { kind: Kind.BOOLEAN, value } as const;
    }
    // Few names, so that conditions meet.
    const of = `b${this.#chance.below(3)}`;
    if (!this.#definitions.some((one) => one.variable.name.value === of)) {
      const hasDefault = this.#chance.is(0.3);
      this.#definitions.push({
        kind: Kind.VARIABLE_DEFINITION,
        variable: { kind: Kind.VARIABLE, name: name(of) },
        type: parseType(hasDefault ? 'Boolean' : 'Boolean!'),
        ...(hasDefault && { defaultValue: { kind: Kind.BOOLEAN, value } }),
      });
      if (!hasDefault) {
        this.#variables[of] = value;
      }
    }
    return variable(of);
  }
}
