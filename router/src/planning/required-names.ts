import { type DocumentNode, Kind } from 'graphql';

import { JoinedFields } from './joined-fields.ts';
import { readFieldSet } from './required-arguments.ts';

/** Names of the fields that a field requires, by "GRAPH Type.field". */
export type RequiredNames = ReadonlyMap<string, readonly string[]>;

/** What the chosen fields require. */
export function listRequiredNames(
  supergraph: DocumentNode,
  isChosen: (graph: string, coordinate: string) => boolean,
): RequiredNames {
  return new Map(
    new JoinedFields(supergraph).requiring
      .filter(({ graph, coordinate }) => isChosen(graph, coordinate))
      .map(({ graph, coordinate, requires }) => [
        `${graph} ${coordinate}`,
        readFieldSet(requires).selections.flatMap((selection) =>
          selection.kind === Kind.FIELD ? [selection.name.value] : [],
        ),
      ]),
  );
}
