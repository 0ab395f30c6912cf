import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

import { type CorpusSubgraph, type CorpusSupergraph, readCorpus } from './read-corpus.ts';
import { runSubgraph } from './run-subgraph.ts';
import { type Served, type SubgraphServer, serve } from './serve.ts';
import { createTableSubgraph } from './subgraph-schema.ts';

/** A supergraph whose subgraphs are being served. */
export interface ServedSupergraph extends CorpusSupergraph {
  /** Composed, with the URLs in it. */
  readonly sdl: string;
  reset(): void;
}

export interface ServedCorpus extends AsyncDisposable {
  readonly supergraphs: readonly ServedSupergraph[];
}

interface Resettable extends Served {
  reset(): void;
}

/** Serves the subgraphs of the whole corpus. `only` is a part of an id, for those who write a case. */
export async function serveCorpus(only = ''): Promise<ServedCorpus> {
  const corpus = readCorpus().filter(({ id }) => id.includes(only));
  const served = new Map<string, Resettable>();
  for (const { id, subgraphs } of corpus) {
    for (const subgraph of subgraphs) {
      served.set(`/${id}/${subgraph.name}`, createServed(subgraph));
    }
  }
  const server = await serve(served);
  try {
    return listSupergraphs(corpus, { served, server });
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}

function listSupergraphs(
  corpus: readonly CorpusSupergraph[],
  { served, server }: { served: ReadonlyMap<string, Resettable>; server: SubgraphServer },
): ServedCorpus {
  return {
    supergraphs: corpus.map((supergraph) => ({
      ...supergraph,
      sdl: compose(supergraph, server),
      reset: () =>
        supergraph.subgraphs.forEach(({ name }) =>
          served.get(`/${supergraph.id}/${name}`)?.reset(),
        ),
    })),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function compose({ id, subgraphs }: CorpusSupergraph, { url }: SubgraphServer): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, sdl }) => ({
      name,
      url: `${url}/${id}/${name}`,
      typeDefs: parse(sdl),
    })),
  );
  if (supergraphSdl === undefined) {
    throw new Error(`${id}: ${errors?.map(({ message }) => message).join('\n')}`);
  }
  return supergraphSdl;
}

function createServed(subgraph: CorpusSubgraph): Resettable {
  const { fixed } = subgraph;
  const tables = createTableSubgraph(subgraph);
  return {
    reset: () => tables.reset(),
    async answer(body) {
      if (fixed !== undefined && body.includes(fixed.when)) {
        const text = typeof fixed.body === 'string' ? fixed.body : JSON.stringify(fixed.body);
        return { status: fixed.status, type: fixed.type, body: text };
      }
      return { status: 200, type: 'application/json', body: await runSubgraph(tables, body) };
    },
  };
}
