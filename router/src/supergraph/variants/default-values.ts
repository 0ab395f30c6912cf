import { type ConstValueNode, Kind, type TypeDefinitionNode, type TypeNode } from 'graphql';

import type { ClientGraph } from './client-graph.ts';
import { type InputElement, inputFieldsOf, namedTypeOf } from './elements.ts';
import type { Hidden } from './hide-marked.ts';

/** Says which hidden enum values and input fields a default value uses: a schema would drop the default silently. */
export function findDefaultFaults(
  { coordinate, node }: InputElement,
  { types }: ClientGraph,
  hidden: Hidden,
): string[] {
  if (node.defaultValue === undefined) {
    return [];
  }
  return listUses(node.defaultValue, node.type, types).flatMap((used) => {
    const reason = hidden.get(used);
    return reason === undefined
      ? []
      : [`${used} is hidden, but the default value of ${coordinate} uses it: ${reason}.`];
  });
}

function listUses(
  value: ConstValueNode,
  type: TypeNode,
  types: ReadonlyMap<string, TypeDefinitionNode>,
): string[] {
  const name = namedTypeOf(type);
  if (value.kind === Kind.LIST) {
    return value.values.flatMap((item) => listUses(item, type, types));
  }
  if (value.kind === Kind.ENUM) {
    return [`${name}.${value.value}`];
  }
  const definition = types.get(name);
  if (value.kind !== Kind.OBJECT || definition?.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION) {
    return [];
  }
  const fields = inputFieldsOf(definition);
  return value.fields.flatMap((given) => {
    const field = fields.find(({ node }) => node.name.value === given.name.value);
    return field ? [field.coordinate, ...listUses(given.value, field.node.type, types)] : [];
  });
}
