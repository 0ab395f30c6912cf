import {
  type DirectiveNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  getNamedType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

import type { Requirements } from './read-requirements.ts';
import { type Requirement, keyOfRequirement } from './requirement.ts';

/** One operation with the fragments it uses. */
export interface OperationSource {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** A selection that needs something. */
export interface GuardedField {
  readonly typeName: string;
  readonly fieldName: string;
  /** Response names down to the field, without the indices of lists. */
  readonly path: readonly string[];
  /** Index in `requirements`. */
  readonly requirement: number;
  /** The nearest guarded selection above, as an index in `fields`; -1 for none. */
  readonly above: number;
  /** Every @skip and @include on the way to it. */
  readonly conditions: readonly Condition[];
}

export interface Condition {
  /** The name of a variable, or what is written. */
  readonly if: string | boolean;
  readonly selectsWhen: boolean;
}

/** What of an operation needs something. Both lists are empty for what anybody may ask. */
export interface CompiledAuthorization {
  /** Distinct, in the order of their first use. */
  readonly requirements: readonly Requirement[];
  readonly fields: readonly GuardedField[];
  /** Names of the policies that the requirements ask. */
  readonly policies: readonly string[];
}

const OPEN: CompiledAuthorization = { requirements: [], fields: [], policies: [] };

/** Finds what a validated operation needs: work that depends on its text alone. */
export function compileAuthorization(
  source: OperationSource,
  schema: GraphQLSchema,
  requirements: Requirements,
): CompiledAuthorization {
  const root = schema.getRootType(source.operation.operation);
  if (requirements.isEmpty || !root) {
    return OPEN;
  }
  const walk = new AuthorizationWalk(source, schema, requirements);
  walk.visit(source.operation.selectionSet, { type: root, path: [], above: -1, conditions: [] });
  return walk.finish();
}

interface Place {
  readonly type: GraphQLNamedType;
  readonly path: readonly string[];
  readonly above: number;
  readonly conditions: readonly Condition[];
}

class AuthorizationWalk {
  readonly #source: OperationSource;
  readonly #schema: GraphQLSchema;
  readonly #requirements: Requirements;
  readonly #found = new Map<
    string,
    { readonly index: number; readonly requirement: Requirement }
  >();
  readonly #fields: GuardedField[] = [];

  constructor(source: OperationSource, schema: GraphQLSchema, requirements: Requirements) {
    this.#source = source;
    this.#schema = schema;
    this.#requirements = requirements;
  }

  visit({ selections }: SelectionSetNode, place: Place): void {
    for (const selection of selections) {
      const conditions = readConditions(selection);
      this.#visitOne(selection, {
        ...place,
        conditions:
          conditions.length === 0 ? place.conditions : [...place.conditions, ...conditions],
      });
    }
  }

  finish(): CompiledAuthorization {
    const requirements = [...this.#found.values()].map(({ requirement }) => requirement);
    const names = requirements.flatMap(({ policies }) => policies ?? []).flat();
    return { requirements, fields: this.#fields, policies: [...new Set(names)] };
  }

  #visitOne(selection: SelectionNode, place: Place): void {
    switch (selection.kind) {
      case Kind.FIELD:
        this.#visitField(selection, place);
        return;
      case Kind.INLINE_FRAGMENT:
        this.#visitFragment(selection, place);
        return;
      case Kind.FRAGMENT_SPREAD: {
        const fragment = this.#source.fragments.get(selection.name.value);
        if (fragment !== undefined) {
          this.#visitFragment(fragment, place);
        }
      }
    }
  }

  #visitFragment(
    fragment: Pick<FragmentDefinitionNode, 'selectionSet'> &
      Partial<Pick<FragmentDefinitionNode, 'typeCondition'>>,
    place: Place,
  ): void {
    const name = fragment.typeCondition?.name.value;
    const type = name === undefined ? place.type : this.#schema.getType(name);
    if (type) {
      this.visit(fragment.selectionSet, { ...place, type });
    }
  }

  #visitField(selection: Extract<SelectionNode, { kind: Kind.FIELD }>, place: Place): void {
    const fieldName = selection.name.value;
    const path = [...place.path, selection.alias?.value ?? fieldName];
    const requirement = this.#requirements.find(place.type.name, fieldName);
    const above =
      requirement === undefined
        ? place.above
        : this.#fields.push({
            typeName: place.type.name,
            fieldName,
            path,
            requirement: this.#indexOf(requirement),
            above: place.above,
            conditions: place.conditions,
          }) - 1;
    const field =
      isObjectType(place.type) || isInterfaceType(place.type)
        ? place.type.getFields()[fieldName]
        : undefined;
    if (selection.selectionSet && field) {
      this.visit(selection.selectionSet, { ...place, type: getNamedType(field.type), path, above });
    }
  }

  #indexOf(requirement: Requirement): number {
    const key = keyOfRequirement(requirement);
    const known = this.#found.get(key);
    const index = known?.index ?? this.#found.size;
    if (known === undefined) {
      this.#found.set(key, { index, requirement });
    }
    return index;
  }
}

function readConditions({ directives }: SelectionNode): Condition[] {
  return (directives ?? []).filter(isCondition).map((directive) => {
    const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
    return {
      if:
        value?.kind === Kind.VARIABLE
          ? value.name.value
          : value?.kind === Kind.BOOLEAN && value.value,
      selectsWhen: directive.name.value === 'include',
    };
  });
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}
