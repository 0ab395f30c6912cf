import {
  type FieldNode,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  getNamedType,
  isAbstractType,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  visitWithTypeInfo,
} from 'graphql';

import type { FetchNode } from './fetch-plan.ts';
import type { PlanningGraph } from './planning-graph.ts';

/**
 * A fetch as it can be sent. It asks for `__typename` also where the subgraph has one type and the graph several: the
 * planner goes by the subgraph's.
 */
export function completeFetch(
  fetch: FetchNode,
  { fullSchema }: Pick<PlanningGraph, 'fullSchema'>,
): FetchNode {
  const types = new TypeInfo(fullSchema);
  let isChanged = false;
  const document = visit(
    parse(fetch.operation, { noLocation: true }),
    visitWithTypeInfo(types, {
      Field(field) {
        const isAbstract = isAbstractType(getNamedType(types.getType()));
        if (!isAbstract || field.name.value === '_entities' || saysType(field.selectionSet)) {
          return undefined;
        }
        isChanged = true;
        return addTypename(field);
      },
    }),
  );
  return isChanged ? { ...fetch, operation: stripIgnoredCharacters(print(document)) } : fetch;
}

function saysType(set: SelectionSetNode | undefined): boolean {
  return (set?.selections ?? []).some(
    (selection) =>
      selection.kind === Kind.FIELD &&
      selection.name.value === '__typename' &&
      selection.alias === undefined,
  );
}

function addTypename(field: FieldNode): FieldNode {
  const selections = field.selectionSet?.selections ?? [];
  const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;
  return {
    ...field,
    selectionSet: { kind: Kind.SELECTION_SET, selections: [typename, ...selections] },
  };
}
