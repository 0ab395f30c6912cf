import { type DirectiveDefinitionNode, Kind, type TypeDefinitionNode } from 'graphql';

import type { ClientGraph } from './client-graph.ts';
import {
  type InputElement,
  argumentsOf,
  fieldsOf,
  inputFieldsOf,
  isComposite,
  namedTypeOf,
  valuesOf,
} from './elements.ts';
import type { Hidden } from './hide-marked.ts';

/**
 * Hides what cannot be without something hidden: fields, arguments and input fields of a hidden type, and types of
 * which nothing is left. It only ever hides more, so the outcome depends on no order.
 */
export function hideDependents({ types, directives }: ClientGraph, hidden: Hidden): void {
  let before = -1;
  while (hidden.size !== before) {
    before = hidden.size;
    for (const type of types.values()) {
      hideInType(type, hidden);
    }
    for (const directive of directives) {
      hideInDirective(directive, hidden);
    }
  }
}

function hideInDirective(directive: DirectiveDefinitionNode, hidden: Hidden): void {
  argumentsOf(directive).forEach((argument) => hideIfTypeHidden(argument, hidden));
}

function hideInType(type: TypeDefinitionNode, hidden: Hidden): void {
  if (isComposite(type)) {
    for (const field of fieldsOf(type)) {
      hideIfTypeHidden(field, hidden);
      field.arguments.forEach((argument) => hideIfTypeHidden(argument, hidden));
    }
  } else if (type.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
    inputFieldsOf(type).forEach((field) => hideIfTypeHidden(field, hidden));
  }
  const parts = partsOf(type);
  const name = type.name.value;
  if (parts && !hidden.has(name) && parts.coordinates.every((part) => hidden.has(part))) {
    hidden.set(name, `every ${parts.kind} of it is hidden`);
  }
}

function hideIfTypeHidden(
  {
    coordinate,
    node,
  }: Pick<InputElement, 'coordinate'> & { node: Pick<InputElement['node'], 'type'> },
  hidden: Hidden,
): void {
  const typeName = namedTypeOf(node.type);
  const reason = hidden.get(typeName);
  if (reason !== undefined && !hidden.has(coordinate)) {
    hidden.set(coordinate, `its type ${typeName} is hidden: ${reason}`);
  }
}

/** What a type cannot be without. */
function partsOf(type: TypeDefinitionNode): { kind: string; coordinates: string[] } | undefined {
  switch (type.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return { kind: 'field', coordinates: fieldsOf(type).map(({ coordinate }) => coordinate) };
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return {
        kind: 'field',
        coordinates: inputFieldsOf(type).map(({ coordinate }) => coordinate),
      };
    case Kind.ENUM_TYPE_DEFINITION:
      return { kind: 'value', coordinates: valuesOf(type).map(({ coordinate }) => coordinate) };
    case Kind.UNION_TYPE_DEFINITION:
      return { kind: 'member', coordinates: (type.types ?? []).map(({ name }) => name.value) };
    case Kind.SCALAR_TYPE_DEFINITION:
      return undefined;
  }
}
