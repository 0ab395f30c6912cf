import { Kind, type TypeDefinitionNode } from 'graphql';

import type { ClientGraph } from './client-graph.ts';
import { isComposite, namedTypeOf } from './elements.ts';

/** The graph without the types that no operation can reach. */
export function keepReachable(graph: ClientGraph): ClientGraph {
  const implementations = listImplementations(graph);
  const reached = new Set<string>();
  const reach = (name: string): void => {
    const type = graph.types.get(name);
    if (type === undefined || reached.has(name)) {
      return;
    }
    reached.add(name);
    listNeighbours(type).forEach(reach);
    implementations.get(name)?.forEach(reach);
  };
  [...graph.roots.values()].forEach(reach);
  for (const directive of graph.directives) {
    directive.arguments?.forEach(({ type }) => reach(namedTypeOf(type)));
  }
  return { ...graph, types: new Map([...graph.types].filter(([name]) => reached.has(name))) };
}

function listImplementations({ types }: ClientGraph): ReadonlyMap<string, string[]> {
  const implementations = new Map<string, string[]>();
  for (const type of types.values()) {
    for (const { name } of isComposite(type) ? (type.interfaces ?? []) : []) {
      const known = implementations.get(name.value);
      implementations.set(name.value, [...(known ?? []), type.name.value]);
    }
  }
  return implementations;
}

function listNeighbours(type: TypeDefinitionNode): string[] {
  if (isComposite(type)) {
    return [
      ...(type.interfaces ?? []).map(({ name }) => name.value),
      ...(type.fields ?? []).flatMap((field) => [
        namedTypeOf(field.type),
        ...(field.arguments ?? []).map((argument) => namedTypeOf(argument.type)),
      ]),
    ];
  }
  if (type.kind === Kind.UNION_TYPE_DEFINITION) {
    return (type.types ?? []).map(({ name }) => name.value);
  }
  return type.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION
    ? (type.fields ?? []).map((field) => namedTypeOf(field.type))
    : [];
}
