import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type NamedTypeNode,
  type TypeNode,
} from 'graphql';

import { type Requirement, NO_REQUIREMENT, combineRequirements } from './requirement.ts';
import { readDirectives, readSecurityDirectives } from './security-directives.ts';

/** A field with what its own directives ask. */
export interface SecuredField {
  readonly own: Requirement;
  /** The name of the type inside lists and non-nulls. */
  readonly returns: string;
}

/** An object, interface, scalar or enum with what its own directives ask. */
export interface SecuredType {
  readonly name: string;
  readonly isInterface: boolean;
  readonly own: Requirement;
  readonly interfaces: readonly string[];
  readonly fields: ReadonlyMap<string, SecuredField>;
  /** Object types that implement it. */
  readonly implementations: string[];
}

/** Every type of a supergraph that a field may return, by name. Unions are left out: they cannot be secured. */
export function readTypes(supergraph: DocumentNode): ReadonlyMap<string, SecuredType> {
  const names = readSecurityDirectives(supergraph);
  const read = (directives: readonly ConstDirectiveNode[] = []): Requirement =>
    readDirectives(directives, names);
  const types = new Map<string, SecuredType>();
  for (const definition of supergraph.definitions) {
    if (OUTPUT_KINDS.has(definition.kind)) {
      const written = definition as OutputDefinition;
      types.set(written.name.value, mergeType(types.get(written.name.value), written, read));
    }
  }
  for (const { name, isInterface, interfaces } of types.values()) {
    for (const parent of isInterface ? [] : interfaces) {
      types.get(parent)?.implementations.push(name);
    }
  }
  return types;
}

const OUTPUT_KINDS: ReadonlySet<Kind> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_EXTENSION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.ENUM_TYPE_EXTENSION,
]);

/** What definitions and extensions of these kinds have in common. */
interface OutputDefinition {
  readonly kind: Kind;
  readonly name: { readonly value: string };
  readonly directives?: readonly ConstDirectiveNode[];
  readonly interfaces?: readonly NamedTypeNode[];
  readonly fields?: readonly FieldDefinitionNode[];
}

function mergeType(
  known: SecuredType | undefined,
  { kind, name, directives, interfaces, fields }: OutputDefinition,
  read: (directives?: readonly ConstDirectiveNode[]) => Requirement,
): SecuredType {
  return {
    name: name.value,
    isInterface: kind === Kind.INTERFACE_TYPE_DEFINITION || kind === Kind.INTERFACE_TYPE_EXTENSION,
    own: combineRequirements([known?.own ?? NO_REQUIREMENT, read(directives)]),
    interfaces: [...(known?.interfaces ?? []), ...(interfaces ?? []).map(nameOf)],
    fields: new Map([
      ...(known?.fields ?? []),
      ...(fields ?? []).map((field): [string, SecuredField] => [
        field.name.value,
        { own: read(field.directives), returns: namedType(field.type) },
      ]),
    ]),
    implementations: [],
  };
}

function nameOf({ name }: NamedTypeNode): string {
  return name.value;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
