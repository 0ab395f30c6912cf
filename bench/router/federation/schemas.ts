import { readFileSync } from 'node:fs';
import path from 'node:path';

import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';

import { RESOLVERS } from './resolvers.ts';

export const SUBGRAPHS = ['accounts', 'inventory', 'products', 'reviews'];

const readSdl = (name: string) =>
  parse(readFileSync(path.join(import.meta.dirname, `${name}.graphql`), 'utf8'));

export function createSubgraphSchema(name: string): GraphQLSchema {
  const modules: unknown = [{ typeDefs: readSdl(name), resolvers: RESOLVERS[name] ?? {} }];
  return buildSubgraphSchema(modules as Parameters<typeof buildSubgraphSchema>[0]);
}

/** The supergraph of the four, each at `baseUrl/NAME`. */
export function composeFederation(baseUrl: string): string {
  const { supergraphSdl, errors } = composeServices(
    SUBGRAPHS.map((name) => ({ name, url: `${baseUrl}/${name}`, typeDefs: readSdl(name) })),
  );
  if (supergraphSdl === undefined) {
    throw new Error(errors?.map(({ message }) => message).join('\n'));
  }
  return supergraphSdl;
}
