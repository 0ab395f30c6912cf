import { type DocumentNode, Kind } from 'graphql';

import type { CircleField, Circles } from './circles.ts';
import { readText } from './directive-arguments.ts';

/** A subgraph that exists for the planner alone: it has those fields of a real one whose requirements are as deep. */
export interface Stage {
  /** Name of its join__Graph value. */
  readonly value: string;
  readonly name: string;
  /** The join__Graph value and the name of the real one. */
  readonly graph: string;
  readonly subgraph: string;
  readonly level: number;
  readonly fields: readonly CircleField[];
}

/** The stages that circles need. */
export function listStages(supergraph: DocumentNode, circles: Circles): readonly Stage[] {
  const names = listGraphNames(supergraph);
  const marker = chooseMarker([...names.keys(), ...names.values()]);
  const groups = Map.groupBy(circles.values(), ({ graph, level }) => `${graph}${marker}${level}`);
  return [...groups].flatMap(([value, fields]) => {
    const [first] = fields;
    const subgraph = first && names.get(first.graph);
    return first === undefined || subgraph === undefined
      ? []
      : [
          {
            value,
            name: `${subgraph}${marker}${first.level}`,
            graph: first.graph,
            subgraph,
            level: first.level,
            fields,
          },
        ];
  });
}

/** Names of subgraphs by their join__Graph values. */
function listGraphNames(supergraph: DocumentNode): ReadonlyMap<string, string> {
  return new Map(
    supergraph.definitions.flatMap((definition) =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph'
        ? (definition.values ?? []).map(({ name, directives = [] }) => {
            const join = directives.find((directive) => directive.name.value === 'join__graph');
            return [name.value, (join && readText(join, 'name')) ?? name.value] as const;
          })
        : [],
    ),
  );
}

function chooseMarker(names: readonly string[]): string {
  let marker = '_stage_';
  while (names.some((name) => name.includes(marker))) {
    marker = `_${marker}`;
  }
  return marker;
}
