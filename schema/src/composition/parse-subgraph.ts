import { GraphQLError, parse } from 'graphql';
import type { DocumentNode } from 'graphql';

import type { SubgraphSdl } from '#src/read-subgraphs.ts';

import { readFault, tooDeep } from './faults.ts';
import type { Fault } from './faults.ts';
import { keepOwnersDescriptions } from './keep-owners-descriptions.ts';
import { measureDepth } from './measure-depth.ts';
import { SdlSource } from './sdl-source.ts';

// The composer calls itself for everything that is nested.
const MOST_DEPTH = 200;

export interface ParsedSubgraph {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

/** Parses one subgraph; a syntax error is data. */
export function parseSubgraph(subgraph: SubgraphSdl): ParsedSubgraph | Fault {
  const { name, url } = subgraph;
  const source = new SdlSource(subgraph);
  try {
    const document = parse(source);
    return measureDepth(document) > MOST_DEPTH
      ? tooDeep(source)
      : { name, url, typeDefs: keepOwnersDescriptions(document) };
  } catch (error) {
    if (error instanceof GraphQLError) {
      return readFault(error);
    }
    // So does the parser.
    if (error instanceof RangeError) {
      return tooDeep(source);
    }
    throw error;
  }
}
