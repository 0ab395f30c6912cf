import { GraphQLError, parse } from 'graphql';
import type { DocumentNode } from 'graphql';

import type { SubgraphSdl } from '#src/read-subgraphs.ts';

import { readFault } from './faults.ts';
import type { Fault } from './faults.ts';
import { keepOwnersDescriptions } from './keep-owners-descriptions.ts';
import { SdlSource } from './sdl-source.ts';

export interface ParsedSubgraph {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

/** Parses one subgraph; a syntax error is data. */
export function parseSubgraph(subgraph: SubgraphSdl): ParsedSubgraph | Fault {
  const { name, url } = subgraph;
  try {
    const document = parse(new SdlSource(subgraph));
    return { name, url, typeDefs: keepOwnersDescriptions(document) };
  } catch (error) {
    if (error instanceof GraphQLError) {
      return readFault(error);
    }
    throw error;
  }
}
