import { type ConstDirectiveNode, type DocumentNode, Kind, visit } from 'graphql';

/**
 * The supergraph with every type's keys that cannot be resolved after those that can. The planner takes the first key
 * it finds of a type in a subgraph and overlooks `resolvable: false`.
 */
export function putResolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  return visit(supergraph, { ObjectTypeDefinition: sortKeys, InterfaceTypeDefinition: sortKeys });
}

function sortKeys<Node extends { readonly directives?: readonly ConstDirectiveNode[] }>(
  node: Node,
): Node {
  return { ...node, directives: (node.directives ?? []).toSorted(byResolvability) };
}

function byResolvability(a: ConstDirectiveNode, b: ConstDirectiveNode): number {
  return Number(isUnresolvable(a)) - Number(isUnresolvable(b));
}

function isUnresolvable({ name, arguments: written }: ConstDirectiveNode): boolean {
  const resolvable = written?.find((argument) => argument.name.value === 'resolvable')?.value;
  return name.value === 'join__type' && resolvable?.kind === Kind.BOOLEAN && !resolvable.value;
}
