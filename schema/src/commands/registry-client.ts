import path from 'node:path';

import { createSignedFetch } from '@supergraph/kit/signed-fetch';
import { keyFor } from '@supergraph/kit/signing';
import { z } from 'zod';

import { didYouMean } from '#src/did-you-mean.ts';
import { readGraphPort } from '#src/graph-port.ts';
import { readKey } from '#src/import/connection.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** The registry's own API, as this user. */
export interface RegistryClient {
  readonly url: string;
  /** Throws what the registry refuses with, or that it cannot be reached. The caller names the form of the data. */
  ask<Data>(query: string, variables?: object): Promise<Data>;
}

const environment = z.object({
  GRAPH_REGISTRY: z.string().optional(),
  GRAPH_TOKEN: z.string().min(1).optional(),
  SIGNING_KEY: z.string().optional(),
  DATA_DIR: z.string().default('.data'),
});

const PORT_OFFSET = 100;
const TIMEOUT_MS = 180_000;

type Post = (url: URL, body: object) => Promise<Response>;

/** Finds the registry and the proof of who asks: GRAPH_TOKEN, else the key of `graph` on this machine. */
export function openRegistryClient(root: string, env: Env): RegistryClient {
  const settings = environment.parse(
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
  );
  const url = settings.GRAPH_REGISTRY ?? `http://127.0.0.1:${readGraphPort(env) + PORT_OFFSET}`;
  assertUrl(url);
  const endpoint = new URL('graphql', url.endsWith('/') ? url : `${url}/`);
  const post =
    settings.GRAPH_TOKEN === undefined
      ? createSigned(settings.SIGNING_KEY ?? readKey(path.resolve(root, settings.DATA_DIR)))
      : createBearer(settings.GRAPH_TOKEN);
  return {
    url,
    async ask<Data>(query: string, variables: object = {}) {
      const response = await reach(url, () => post(endpoint, { query, variables }));
      return (await readData(url, response)) as Data;
    },
  };
}

/** Throws with what may be meant when the graph has no such subgraph. */
export async function assertSubgraph(registry: RegistryClient, name: string): Promise<void> {
  const { subgraphs } = await registry.ask<{ subgraphs: { name: string }[] }>(
    '{ subgraphs { name } }',
  );
  const names = subgraphs.map((subgraph) => subgraph.name);
  if (!names.includes(name)) {
    throw new Error(`There is no subgraph "${name}".${didYouMean(name, names)}`);
  }
}

function assertUrl(text: string): void {
  if (!/^https?:$/u.test(URL.parse(text)?.protocol ?? '')) {
    throw new Error(
      `GRAPH_REGISTRY is "${text}", which is no URL: say GRAPH_REGISTRY=http://HOST:PORT.`,
    );
  }
}

function createSigned(key: string): Post {
  const signed = createSignedFetch({
    caller: 'graph',
    key: keyFor(key, 'registry'),
    now: Date.now,
  });
  return (url, body) =>
    signed(url, { method: 'POST', body, signal: AbortSignal.timeout(TIMEOUT_MS) });
}

function createBearer(token: string): Post {
  return (url, body) =>
    fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
}

async function reach(url: string, run: () => Promise<Response>): Promise<Response> {
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'TimeoutError') {
      throw new Error(
        `The registry at ${url} did not answer in ${TIMEOUT_MS / 1000} s. What was asked may still come to pass: \`graph history\` shows it.`,
        { cause },
      );
    }
    throw new Error(
      `The registry does not answer at ${url}. Start the graph with \`npm start\`, or say where the registry is: GRAPH_REGISTRY=URL.`,
      { cause },
    );
  }
}

const answerShape = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z.object({ code: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});

async function readData(url: string, response: Response): Promise<unknown> {
  const text = await response.text();
  const answer = answerShape.safeParse(parseJson(text));
  if (!answer.success) {
    throw new Error(`What answers at ${url} is not the registry (HTTP ${response.status}).`);
  }
  const { data, errors } = answer.data;
  // Its own commands always fit it.
  if (errors?.some(({ extensions }) => extensions?.code === 'GRAPHQL_VALIDATION_FAILED') === true) {
    throw new Error(
      `What answers at ${url} is not this registry, but another one or a router: ${errors[0]?.message}`,
    );
  }
  if (errors !== undefined && errors.length > 0) {
    throw new Error(errors.map(({ message }) => message).join('\n'));
  }
  return data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
