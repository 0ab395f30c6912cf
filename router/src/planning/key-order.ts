import { type ConstDirectiveNode, type DocumentNode, Kind, visit } from 'graphql';

/**
 * The supergraph with every type's keys that cannot be resolved after those that can. The planner takes the first key
 * it finds of a type in a subgraph and overlooks `resolvable: false`.
 */
export function putResolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  const enter = <Node extends { readonly directives?: readonly ConstDirectiveNode[] }>(
    node: Node,
  ): Node => ({ ...node, directives: (node.directives ?? []).toSorted(byResolvability) });
  return visit(supergraph, { ObjectTypeDefinition: enter, InterfaceTypeDefinition: enter });
}

function byResolvability(a: ConstDirectiveNode, b: ConstDirectiveNode): number {
  return Number(isUnresolvable(a)) - Number(isUnresolvable(b));
}

function isUnresolvable({ name, arguments: written }: ConstDirectiveNode): boolean {
  const resolvable = written?.find((argument) => argument.name.value === 'resolvable')?.value;
  return (
    name.value === 'join__type' && resolvable?.kind === Kind.BOOLEAN && resolvable.value === false
  );
}
