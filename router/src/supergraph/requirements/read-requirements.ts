import type { DocumentNode } from 'graphql';

import { type SecuredType, readTypes } from './read-types.ts';
import {
  type Requirement,
  NO_REQUIREMENT,
  asksNothing,
  combineRequirements,
  impliesRequirement,
} from './requirement.ts';

/** What a selection of each field needs. */
export interface Requirements {
  /** Nothing in the supergraph needs anything. */
  readonly isEmpty: boolean;
  /** Undefined when anybody may select the field on that type, as __typename: interfaces tell it anyway. */
  find(typeName: string, fieldName: string): Requirement | undefined;
}

/**
 * Reads @authenticated, @requiresScopes and @policy of a supergraph. A field needs what stands on it, on its type and
 * on what it returns. Read through an interface it also needs what every implementation's field needs, since any of
 * them may answer. Requirements of an interface that do not come from its implementations hold for these too.
 * Throws when requirements combine to more alternatives than can be told apart.
 */
export function readRequirements(supergraph: DocumentNode): Requirements {
  const types = readTypes(supergraph);
  const reader = new RequirementReader(types);
  const found = new Map<string, ReadonlyMap<string, Requirement>>();
  for (const type of types.values()) {
    const fields = reader.readFields(type).filter(([, requirement]) => !asksNothing(requirement));
    if (fields.length > 0) {
      found.set(type.name, new Map(fields));
    }
  }
  return {
    isEmpty: found.size === 0,
    find: (typeName, fieldName) => found.get(typeName)?.get(fieldName),
  };
}

class RequirementReader {
  readonly #types: ReadonlyMap<string, SecuredType>;
  readonly #ofTypes = new Map<SecuredType, Requirement>();
  readonly #written = new Map<string, Requirement>();

  constructor(types: ReadonlyMap<string, SecuredType>) {
    this.#types = types;
  }

  readFields(type: SecuredType): [string, Requirement][] {
    return [...type.fields.keys()].map((name) => [name, this.#ofField(type, name)]);
  }

  #ofField(type: SecuredType, name: string): Requirement {
    const field = type.fields.get(name);
    if (field === undefined) {
      return NO_REQUIREMENT;
    }
    const returned = this.#types.get(field.returns);
    return combineRequirements([
      this.#ofType(type),
      field.own,
      ...type.interfaces.map((parent) => this.#writtenOn(parent, name)),
      ...(returned ? [this.#ofType(returned)] : []),
      ...this.#list(type.implementations).map((one) => this.#ofField(one, name)),
    ]);
  }

  #ofType(type: SecuredType): Requirement {
    const known = this.#ofTypes.get(type);
    if (known !== undefined) {
      return known;
    }
    const requirement = combineRequirements([
      type.own,
      ...type.interfaces.map((parent) => this.#writtenOn(parent)),
    ]);
    this.#ofTypes.set(type, requirement);
    return requirement;
  }

  /**
   * What a person wrote on an interface or one of its fields. Composition writes there what the implementations need;
   * if there is more, naming an implementation in a fragment must not be a way around it.
   */
  #writtenOn(interfaceName: string, field?: string): Requirement {
    const key = field === undefined ? interfaceName : `${interfaceName}.${field}`;
    const known = this.#written.get(key);
    if (known !== undefined) {
      return known;
    }
    const own = (type: SecuredType): Requirement =>
      (field === undefined ? type.own : type.fields.get(field)?.own) ?? NO_REQUIREMENT;
    const requirement = this.#list([interfaceName]).map(own)[0] ?? NO_REQUIREMENT;
    const implementations = this.#list(this.#types.get(interfaceName)?.implementations ?? []);
    const isComposed =
      asksNothing(requirement) ||
      impliesRequirement(combineRequirements(implementations.map(own)), requirement);
    const written = isComposed ? NO_REQUIREMENT : requirement;
    this.#written.set(key, written);
    return written;
  }

  #list(names: readonly string[]): readonly SecuredType[] {
    return names.flatMap((name) => this.#types.get(name) ?? []);
  }
}
