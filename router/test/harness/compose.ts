import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

import type { TestSubgraph } from './subgraphs.ts';

/** The supergraph of the subgraphs, with their real URLs in it. Throws what does not compose. */
export function compose(subgraphs: readonly TestSubgraph[]): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url: `${url}/graphql`, typeDefs: parse(sdl) })),
  );
  if (supergraphSdl === undefined) {
    throw new Error(errors?.map(({ message }) => message).join('\n'));
  }
  return supergraphSdl;
}
