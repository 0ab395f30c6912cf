import { compose } from '@apollo/composition';
import type { CompositionResult, CompositionSuccess } from '@apollo/composition';
import { subgraphsFromServiceList } from '@apollo/federation-internals';
import type { ASTNode, DocumentNode, GraphQLError } from 'graphql';

import { completePlaces } from './complete-places.ts';
import type { Documents } from './documents.ts';
import { placesOf, readFault } from './faults.ts';
import type { Fault } from './faults.ts';
import { locateByMessage } from './locate-by-message.ts';
import { subgraphOf } from './sdl-source.ts';

/** A fault as one run of the composer shows it, with the nodes it was seen at. */
export interface Sighting {
  readonly fault: Fault;
  readonly nodes: readonly ASTNode[];
}

/** How far the composer came: it says nothing about what comes after the stage that has faults. */
export type Stage = 'subgraph' | 'merge' | 'plans' | 'done';

const STAGES: readonly Stage[] = ['subgraph', 'merge', 'plans', 'done'];

export interface Examination {
  readonly stage: Stage;
  readonly sightings: readonly Sighting[];
  readonly result?: CompositionSuccess;
}

export function isEarlier(one: Stage, other: Stage): boolean {
  return STAGES.indexOf(one) < STAGES.indexOf(other);
}

/** What one subgraph says of itself, whatever the others are. */
export function examineSubgraph(name: string, document: DocumentNode): Examination {
  const documents = new Map([[name, document]]);
  const built = subgraphsFromServiceList([{ name, typeDefs: document }]);
  return Array.isArray(built)
    ? { stage: 'subgraph', sightings: readSightings(built, documents) }
    : { stage: 'done', sightings: [] };
}

/** One run of the composer over all subgraphs; `urls` are by name. */
export function examineGraph(
  documents: Documents,
  urls: ReadonlyMap<string, string> = new Map(),
): Examination {
  const services = [...documents].map(([name, typeDefs]) => ({
    name,
    url: urls.get(name) ?? '',
    typeDefs,
  }));
  const built = subgraphsFromServiceList(services);
  return Array.isArray(built)
    ? { stage: 'subgraph', sightings: readSightings(built, documents) }
    : readResult(compose(built), documents);
}

function readResult(result: CompositionResult, documents: Documents): Examination {
  if (!result.errors) {
    return { stage: 'done', sightings: [], result };
  }
  const sightings = readSightings(result.errors, documents);
  const isPlans = sightings.every(({ fault }) => fault.code === 'SATISFIABILITY_ERROR');
  return { stage: isPlans ? 'plans' : 'merge', sightings };
}

function readSightings(errors: readonly GraphQLError[], documents: Documents): Sighting[] {
  return errors.map((error) => readSighting(error, documents));
}

function readSighting(error: GraphQLError, documents: Documents): Sighting {
  const fault = readFault(error);
  const own = documents.get(/^\[([^\]]+)\]/.exec(fault.message)?.[1] ?? '');
  const known = (error.nodes ?? []).filter((node) => subgraphOf(node) !== '');
  const located =
    known.length > 0
      ? known
      : locateByMessage(fault.message, own ? [own] : [...documents.values()]);
  const nodes = completePlaces(fault, located, documents);
  const places = nodes.length > 0 ? placesOf(nodes, fault.message) : fault.places;
  return { fault: { ...fault, places }, nodes };
}
