import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { createSignedFetch } from '@supergraph/kit/signed-fetch';
import { keyFor } from '@supergraph/kit/signing';
import { createTestFolder } from '@supergraph/kit/testing';

import { type LoggedProcess, startProcess } from './logged-process.ts';
import { type Answer, query } from './query.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CATALOG = path.join(root, 'subgraphs/catalog');
const SDL = readFileSync(path.join(CATALOG, 'schema.graphql'), 'utf8');
const NEXT_SDL = `${SDL}\nextend type Query { "For a test." planted: String }\n`;
// What is deployed next is another folder, with the same code and one resolver more.
const NEXT_SERVER = `
import { startService } from '${import.meta.resolve('@supergraph/kit/service')}';
import { catalog } from '${pathToFileURL(path.join(CATALOG, 'src/subgraph.ts')).href}';

const create = (deps) => {
  const parts = catalog.create(deps);
  const Query = { ...parts.resolvers.Query, planted: () => 'next' };
  return { ...parts, resolvers: { ...parts.resolvers, Query } };
};
await startService({ ...catalog, folder: new URL('.', import.meta.url), create }, process.env);
`;
const CALLERS = ['graph', 'router', 'catalog'];
const PUBLISH = `mutation ($input: PublishInput!) {
  publish(input: $input) { outcome message publication activation }
}`;

/** What JSON holds: tests read deep into answers whose shape their own query states. */
type Parsed = ReturnType<typeof JSON.parse>;

/** A registry, a router that follows it, and the catalog as one subgraph: all of them processes of their own. */
export interface CatalogGraph extends AsyncDisposable {
  readonly registry: LoggedProcess;
  readonly router: LoggedProcess;
  /** The instance that runs from the start, with the schema that the project has. */
  readonly catalog: LoggedProcess;
  /** Starts a registry over the same data on the same port. The one before has ended. */
  startRegistryAgain(): Promise<LoggedProcess>;
  /** Starts an instance of the next version, whose schema has a field `Query.planted` more. */
  startNext(): Promise<LoggedProcess>;
  publishNext(more?: { readonly now: boolean }): Promise<Parsed>;
  /** Through the router. */
  query(text: string): Promise<Answer>;
  /** One operation on the registry, as the administrator. */
  ask(text: string): Promise<Parsed>;
  /** What the command prints. */
  runGraph(...args: readonly string[]): string;
}

export interface CatalogGraphOptions {
  readonly leaseMs: number;
  /** The router's, by the names of its environment variables. */
  readonly routerEnv?: Readonly<Record<string, string>>;
  /** A whole router.yaml; else the defaults. */
  readonly routerConfig?: string;
}

type Env = Readonly<Record<string, string>>;

/** Starts it and resolves when the router serves the catalog. */
export async function startCatalogGraph(options: CatalogGraphOptions): Promise<CatalogGraph> {
  await using starting = new AsyncDisposableStack();
  const { path: dataDir } = starting.use(createTestFolder());
  const owned = starting.use(new AsyncDisposableStack());
  const start = async (
    entry: string,
    env: Env,
    flags: readonly string[] = [],
  ): Promise<LoggedProcess> => {
    const args = [path.resolve(root, entry), ...flags];
    return owned.use(
      await startProcess({ command: process.execPath, args, env: { PORT: '0', ...env } }),
    );
  };

  const registryEnv = { ...envOf('registry', dataDir), LEASE_MS: String(options.leaseMs) };
  const registry = await start('schema/src/server.ts', registryEnv);
  const ask = createAsk(registry.url);
  const catalogEnv = {
    ...envOf('catalog', dataDir),
    SIGNING_KEY: keyOf('catalog'),
    REGISTRY_URL: registry.url,
  };
  const nextServer = writeNext(dataDir);
  const catalog = await start('subgraphs/catalog/src/server.ts', catalogEnv);
  const publish = async (sdl: string, more: object = {}): Promise<Parsed> => {
    const subgraphs = [{ name: 'catalog', url: `${catalog.url}/graphql`, sdl }];
    return (await ask(PUBLISH, { input: { subgraphs, ...more } })).publish;
  };
  await publish(SDL);
  const router = await start('router/src/server.ts', ...describeRouter(options, registry, dataDir));
  const resources = starting.move();
  return {
    registry,
    router,
    catalog,
    startRegistryAgain: () =>
      start('schema/src/server.ts', { ...registryEnv, PORT: new URL(registry.url).port }),
    startNext: () => start(nextServer, catalogEnv),
    publishNext: (more) => publish(NEXT_SDL, more),
    query: (text) => query(router.url, { query: text }),
    ask,
    runGraph: (...args) => runGraph(registry.url, args),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

function envOf(audience: string, dataDir: string): Env {
  const keys = CALLERS.map((caller) => [caller, keyFor(keyOf(caller), audience)]);
  return { DATA_DIR: dataDir, CALLER_KEYS: JSON.stringify(Object.fromEntries(keys)) };
}

function keyOf(caller: string): string {
  return createHash('sha256').update(`key of ${caller}`).digest('hex');
}

function describeRouter(
  { routerEnv, routerConfig }: CatalogGraphOptions,
  registry: LoggedProcess,
  dataDir: string,
): [Env, readonly string[]] {
  const env = { GRAPH_REGISTRY: registry.url, SIGNING_KEY: keyOf('router'), ...routerEnv };
  return [env, writeRouterConfig(dataDir, routerConfig)];
}

/** Answers the flags that name it. */
function writeRouterConfig(dataDir: string, text: string | undefined): string[] {
  if (text === undefined) {
    return [];
  }
  const file = path.join(dataDir, 'router.yaml');
  writeFileSync(file, text);
  return ['--config', file];
}

/** Answers the file to start. */
function writeNext(dataDir: string): string {
  const folder = path.join(dataDir, 'next');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'schema.graphql'), NEXT_SDL);
  cpSync(path.join(CATALOG, 'migrations'), path.join(folder, 'migrations'), { recursive: true });
  const server = path.join(folder, 'server.mjs');
  writeFileSync(server, NEXT_SERVER);
  return server;
}

function createAsk(registryUrl: string) {
  const key = keyFor(keyOf('graph'), 'registry');
  const signedFetch = createSignedFetch({ caller: 'graph', key, now: Date.now });
  return async (text: string, variables: object = {}): Promise<Parsed> => {
    const body = { query: text, variables };
    const response = await signedFetch(new URL('/graphql', registryUrl), { method: 'POST', body });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    if (errors !== undefined) {
      throw new Error(JSON.stringify(errors));
    }
    return data;
  };
}

function runGraph(registryUrl: string, args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [path.join(root, 'bin/graph.mjs'), ...args],
    {
      encoding: 'utf8',
      env: { GRAPH_REGISTRY: registryUrl, SIGNING_KEY: keyOf('graph'), NO_COLOR: '1' },
    },
  );
  if (status !== 0) {
    throw new Error(`graph ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  }
  return stdout;
}
