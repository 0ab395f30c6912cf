import type { CompositionSuccess } from '@apollo/composition';
import { printSchema as printFederationSchema } from '@apollo/federation-internals';
import { buildSchema, lexicographicSortSchema, printSchema } from 'graphql';

import type { SubgraphSdl } from '#src/read-subgraphs.ts';

import { explainFaults } from './explain-faults.ts';
import { placesOf } from './faults.ts';
import type { Fault } from './faults.ts';
import { parseSubgraph } from './parse-subgraph.ts';
import { examineGraph } from './sightings.ts';

export type Composition =
  | {
      readonly ok: true;
      /** What the router runs. */
      readonly supergraph: string;
      /** What clients see: no federation machinery, nothing that is inaccessible, sorted. */
      readonly api: string;
      readonly hints: readonly Fault[];
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Composes the subgraphs into one supergraph; the same subgraphs give the same bytes, in whatever
 * order they come. An invalid schema is a result, not an exception. `lastGood` stands in for
 * subgraphs that are broken beyond repair, so that mistakes of the others show as well.
 */
export function composeSupergraph(
  subgraphs: readonly SubgraphSdl[],
  lastGood: readonly SubgraphSdl[] = [],
): Composition {
  const sorted = sort(subgraphs);
  const composition = composeOnce(sorted);
  return composition.ok ? composition : { ok: false, faults: explainFaults(sorted, lastGood) };
}

/** As `composeSupergraph`, by one run of the composer: the faults are those that it shows, without their causes. */
export function composeOnce(subgraphs: readonly SubgraphSdl[]): Composition {
  const read = sort(subgraphs).map(parseSubgraph);
  const unreadable = read.flatMap((one) => ('typeDefs' in one ? [] : [one]));
  if (unreadable.length > 0) {
    return { ok: false, faults: unreadable };
  }
  const parsed = read.filter((one) => 'typeDefs' in one);
  const documents = new Map(parsed.map(({ name, typeDefs }) => [name, typeDefs]));
  const urls = new Map(parsed.map(({ name, url }) => [name, url]));
  const { result, sightings } = examineGraph(documents, urls);
  return result ? readSuccess(result) : { ok: false, faults: sightings.map(({ fault }) => fault) };
}

function sort(subgraphs: readonly SubgraphSdl[]): SubgraphSdl[] {
  return subgraphs.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function readSuccess({ schema, supergraphSdl, hints }: CompositionSuccess): Composition {
  return {
    ok: true,
    supergraph: `${supergraphSdl.trimEnd()}\n`,
    api: printApi(schema),
    hints: hints.filter(isWarning).map(({ definition, message, nodes }) => ({
      code: definition.code,
      message,
      places: placesOf(nodes ?? [], message),
    })),
  };
}

// By way of text, because the composer may have loaded another copy of graphql than we have.
function printApi(supergraph: CompositionSuccess['schema']): string {
  const api = buildSchema(printFederationSchema(supergraph.toAPISchema()));
  return `${printSchema(lexicographicSortSchema(api)).trimEnd()}\n`;
}

// The lower levels tell about every argument or description that only one subgraph has.
function isWarning({ definition }: CompositionSuccess['hints'][number]): boolean {
  return definition.level.name === 'WARN';
}
