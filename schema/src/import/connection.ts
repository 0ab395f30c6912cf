import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { createSignedFetch, type SignedFetch } from '@supergraph/kit/signed-fetch';
import { keyFor } from '@supergraph/kit/signing';
import { z } from 'zod';

import { readGraphPort } from '#src/graph-port.ts';

/** Where the services are, and how to prove to them who asks. */
export interface Connection {
  readonly services: Readonly<Record<string, string>>;
  readonly callerFor: (service: string) => SignedFetch;
}

const CALLER = 'graph';
const DECLARED_ROUTER_PORT = 4000;

const environment = z.object({
  SERVICE_URLS: z.string().optional(),
  SIGNING_KEY: z.string().optional(),
  DATA_DIR: z.string().default('.data'),
});

/** Reads how to reach the graph that runs from this folder, as the runner starts it. Throws when a part is missing. */
export function readConnection(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Connection {
  const settings = environment.parse(env);
  const services = findServices(root, env);
  const key = settings.SIGNING_KEY ?? readKey(path.resolve(root, settings.DATA_DIR));
  return { services, callerFor: createCaller(key) };
}

/** Base URLs by service: those of SERVICE_URLS, else of every subgraph that declares its port. */
export function findServices(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const { SERVICE_URLS: urls } = environment.parse(env);
  return urls === undefined ? readDeclaredUrls(root, readGraphPort(env)) : readUrls(urls);
}

/** Signs as `graph`, with the key derived for each service. */
export function createCaller(key: string): (service: string) => SignedFetch {
  return (service) =>
    createSignedFetch({ caller: CALLER, key: keyFor(key, service), now: Date.now });
}

function readUrls(text: string): Record<string, string> {
  try {
    return z.record(z.string(), z.url()).parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(
      'SERVICE_URLS is JSON of URLs by service: {"catalog":"http://127.0.0.1:4001"}.',
      {
        cause,
      },
    );
  }
}

const manifest = z.object({ supergraph: z.object({ port: z.int() }).optional() });

/** Every subgraph declares its port in package.json; GRAPH_PORT moves them all. */
function readDeclaredUrls(root: string, graphPort: number): Record<string, string> {
  const folder = path.join(root, 'subgraphs');
  const urls = readdirSync(folder)
    .toSorted()
    .flatMap((name): [string, string][] => {
      const file = path.join(folder, name, 'package.json');
      const declared = existsSync(file)
        ? manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).supergraph
        : undefined;
      return declared === undefined
        ? []
        : [[name, `http://127.0.0.1:${graphPort + declared.port - DECLARED_ROUTER_PORT}`]];
    });
  return Object.fromEntries(urls);
}

/** The key of `graph` in the data folder of a graph. Throws with what to do when it is not there. */
export function readKey(dataDir: string): string {
  const file = path.join(dataDir, 'keys.json');
  if (!existsSync(file)) {
    throw new Error(
      `There is no ${file}. Start the graph with \`npm start\`, or set DATA_DIR to the folder it runs with.`,
    );
  }
  const key = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')))[
    CALLER
  ];
  if (key === undefined) {
    throw new Error(`${file} has no key for "${CALLER}".`);
  }
  return key;
}
