import { createHash } from 'node:crypto';

import { createSignedFetch } from '@supergraph/kit/signed-fetch';
import { keyFor } from '@supergraph/kit/signing';
import { type SubgraphSdl, readSubgraphs } from '@supergraph/schema/read-subgraphs';
import { z } from 'zod';

import { type Graph, readKey, registryUrlOf, urlsOf } from './processes.ts';

/** What the registry made of the schemas of this project. */
export type Published =
  | { readonly status: 'unchanged' }
  | { readonly status: 'published'; readonly message: string }
  | {
      readonly status: 'refused';
      readonly message: string;
      /** Whether routers have an earlier version. */
      readonly isServed: boolean;
    };

const CALLER = 'graph';
const ANSWER_WITHIN_MS = 120_000;
const ACTIVE = '{ subgraphs { name url schemaHash } }';
const PUBLISH = `mutation ($input: PublishInput!) { publish(input: $input) { outcome message } }`;

const activeShape = z.object({
  subgraphs: z.array(z.object({ name: z.string(), url: z.string(), schemaHash: z.string() })),
});
const publishShape = z.object({
  publish: z.object({ outcome: z.string(), message: z.string() }),
});
const answerShape = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/** Publishes those subgraphs of this project that differ from what is active, as one change. The registry must be ready. */
export async function publishSchemas(graph: Graph): Promise<Published> {
  const ask = createAsk(graph);
  const { subgraphs: active } = activeShape.parse(await ask(ACTIVE));
  const differing = (await readMoved(graph)).filter(
    ({ name, url, sdl }) =>
      !active.some(
        (one) => one.name === name && one.url === url && one.schemaHash === hashText(sdl),
      ),
  );
  if (differing.length === 0) {
    return { status: 'unchanged' };
  }
  const input = {
    subgraphs: differing,
    reason: 'npm start',
    // What runs from this folder serves these schemas already: an older graph would ask for what is gone.
    allowBreaking: graph.settings.nodeEnv !== 'production',
  };
  const { outcome, message } = publishShape.parse(await ask(PUBLISH, { input })).publish;
  return outcome === 'REFUSED'
    ? { status: 'refused', message, isServed: active.length > 0 }
    : { status: 'published', message };
}

/** With the URLs that this block of ports gives them. */
async function readMoved({ root, services }: Graph): Promise<SubgraphSdl[]> {
  const urls = urlsOf(services);
  const subgraphs = await readSubgraphs(root);
  return subgraphs.map((subgraph) => {
    const base = urls[subgraph.name];
    return base === undefined ? subgraph : { ...subgraph, url: `${base}/graphql` };
  });
}

function createAsk({ keys, settings }: Graph) {
  const key = keyFor(readKey(keys, CALLER), 'registry');
  const signedFetch = createSignedFetch({ caller: CALLER, key, now: Date.now });
  const url = new URL('/graphql', registryUrlOf(settings));
  return async (query: string, variables: object = {}): Promise<unknown> => {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const body = { query, variables };
    const response = await signedFetch(url, { method: 'POST', body, signal });
    const { data, errors = [] } = answerShape.parse(await response.json());
    if (errors.length > 0) {
      throw new Error(`The registry says: ${errors.map(({ message }) => message).join(' ')}`);
    }
    return data;
  };
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
