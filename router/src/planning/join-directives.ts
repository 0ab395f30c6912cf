import { type ConstArgumentNode, type ConstDirectiveNode, Kind } from 'graphql';

/** A @join__field: of no subgraph, or of one that has the field as @external. */
export function createJoin(externalIn?: string): ConstDirectiveNode {
  const external: ConstArgumentNode = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: 'external' },
    value: { kind: Kind.BOOLEAN, value: true },
  };
  const join: ConstDirectiveNode = {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'join__field' },
    arguments: externalIn === undefined ? [] : [external],
  };
  return externalIn === undefined ? join : withGraph(join, externalIn);
}

/** The directive as it is said of another graph, by the name of its join__Graph value. */
export function withGraph(join: ConstDirectiveNode, graph: string): ConstDirectiveNode {
  return withArgument(join, 'graph', { kind: Kind.ENUM, value: graph });
}

/** The directive with another subgraph that is overridden. */
export function withOverride(join: ConstDirectiveNode, subgraph: string): ConstDirectiveNode {
  return withArgument(join, 'override', { kind: Kind.STRING, value: subgraph });
}

function withArgument(
  join: ConstDirectiveNode,
  name: string,
  value: ConstArgumentNode['value'],
): ConstDirectiveNode {
  const argument: ConstArgumentNode = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value,
  };
  const others = (join.arguments ?? []).filter((other) => other.name.value !== name);
  return { ...join, arguments: [argument, ...others] };
}
