import type { DocumentNode } from 'graphql';

import type { SubgraphSdl } from '#src/read-subgraphs.ts';

import { quotedSubgraphs } from './complete-places.ts';
import { quotedCoordinates } from './coordinates.ts';
import type { Fault } from './faults.ts';
import { parseSubgraph } from './parse-subgraph.ts';
import { isAbout, peelFaults } from './peel-faults.ts';
import type { PeelOptions } from './peel-faults.ts';
import { proposeRepairs } from './repairs/propose-repairs.ts';
import type { Repair } from './repairs/repair.ts';
import { examineGraph, examineSubgraph } from './sightings.ts';
import type { Documents } from './documents.ts';
import type { Sighting, Stage } from './sightings.ts';

const MOST_PER_SUBGRAPH = 60;
const MOST_OF_GRAPH = 16;

interface Ground {
  readonly faults: Fault[];
  /** What composition goes on with: repaired, or the last good ones. */
  readonly documents: Map<string, DocumentNode>;
  /** Subgraphs whose last good SDL is there instead of the given one. */
  readonly standIns: Set<string>;
  /** Text of the subgraphs that are missing in `documents`. */
  readonly absent: string[];
  /** By subgraph, what repairs took out of it. */
  readonly removed: Map<string, readonly string[]>;
  /** The given subgraphs, as far as they can be read. */
  readonly vocabulary: Documents;
}

/**
 * All mistakes in subgraphs that do not compose: roots first, each with its consequences. A subgraph
 * beyond repair is replaced by its SDL in `lastGood`, or left out, to see the mistakes of the others.
 */
export function explainFaults(
  subgraphs: readonly SubgraphSdl[],
  lastGood: readonly SubgraphSdl[],
): Fault[] {
  const good = readGood(lastGood);
  const vocabulary = readVocabulary(subgraphs);
  const ground: Ground = {
    faults: [],
    documents: new Map(),
    standIns: new Set(),
    absent: [],
    removed: new Map(),
    vocabulary,
  };
  for (const subgraph of subgraphs) {
    prepare(subgraph, good, ground);
  }
  const propose = (seen: Sighting, documents: Documents): Repair[] => [
    ...proposeRepairs(seen, documents, vocabulary),
    ...[...new Set(seen.fault.places.map(({ subgraph }) => subgraph))].flatMap((name) => {
      const document = good.get(name);
      return document && !ground.standIns.has(name)
        ? [{ documents: new Map([...documents, [name, document]]), standsIn: name }]
        : [];
    }),
  ];
  const peeled = peelFaults(ground.documents, {
    examine: examineGraph,
    propose,
    isTrusted: (fault, stage) => isTrusted(fault, stage, ground),
    onReplaced: (name) => ground.standIns.add(name),
    mostExaminations: MOST_OF_GRAPH,
  });
  return [...ground.faults, ...peeled.faults];
}

function prepare(subgraph: SubgraphSdl, good: Documents, ground: Ground): void {
  const { name } = subgraph;
  const parsed = parseSubgraph(subgraph);
  if (!('typeDefs' in parsed)) {
    ground.faults.push(parsed);
    replace(subgraph, good, ground);
    return;
  }
  const documents = new Map([[name, parsed.typeDefs]]);
  const peeled = peelFaults(documents, local(name, ground.vocabulary));
  ground.faults.push(...peeled.faults);
  const repaired = peeled.documents.get(name);
  if (repaired && peeled.isClean) {
    ground.documents.set(name, repaired);
    ground.removed.set(name, peeled.removed);
  } else {
    replace(subgraph, good, ground);
  }
}

function replace({ name, sdl }: SubgraphSdl, good: Documents, ground: Ground): void {
  const document = good.get(name);
  if (document) {
    ground.documents.set(name, document);
    ground.standIns.add(name);
  } else {
    ground.absent.push(sdl);
  }
}

function local(name: string, vocabulary: Documents): PeelOptions {
  return {
    examine: (documents) => {
      const document = documents.get(name);
      return document ? examineSubgraph(name, document) : { stage: 'done', sightings: [] };
    },
    propose: (seen, documents) => proposeRepairs(seen, documents, vocabulary),
    // A repair may bring a field from elsewhere.
    isTrusted: ({ places }) => places.every(({ subgraph }) => subgraph === name),
    mostExaminations: MOST_PER_SUBGRAPH,
  };
}

function readVocabulary(subgraphs: readonly SubgraphSdl[]): Documents {
  const parsed = subgraphs.map(parseSubgraph).filter((one) => 'typeDefs' in one);
  return new Map(parsed.map(({ name, typeDefs }) => [name, typeDefs]));
}

/** The last good subgraphs that are good by themselves. */
function readGood(lastGood: readonly SubgraphSdl[]): Documents {
  const good = lastGood.flatMap((subgraph) => {
    const parsed = parseSubgraph(subgraph);
    return 'typeDefs' in parsed && examineSubgraph(parsed.name, parsed.typeDefs).stage === 'done'
      ? [[parsed.name, parsed.typeDefs] as const]
      : [];
  });
  return new Map(good);
}

// With another text in its place, a part of it or none, a subgraph agrees less with the others than its author meant.
function isTrusted(fault: Fault, stage: Stage, ground: Ground): boolean {
  const involved = [
    ...new Set([
      ...fault.places.map(({ subgraph }) => subgraph),
      ...quotedSubgraphs(fault.message),
    ]),
  ];
  const isDoubtful = involved.some(
    (name) =>
      ground.standIns.has(name) ||
      ground.removed.get(name)?.some((word) => isAbout(fault, word)) === true,
  );
  return !isDoubtful && !(ground.absent.length > 0 && isOfAbsent(fault, stage, ground));
}

// All that only one of the others knows of may be what the missing one should know of, too.
function isOfAbsent({ code, message, places }: Fault, stage: Stage, { absent }: Ground): boolean {
  const [coordinate = ''] = quotedCoordinates(message);
  const word = coordinate.split(/\W/).at(-1) ?? '';
  const isNamed = absent.some((sdl) => new RegExp(`\\b${word}\\b`).test(sdl));
  const isAlone = new Set(places.map(({ subgraph }) => subgraph)).size < 2;
  return stage === 'plans' || code === 'NO_QUERIES' || (isNamed && isAlone);
}
