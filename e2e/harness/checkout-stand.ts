import { fileURLToPath } from 'node:url';

import { createSignedFetch } from '@supergraph/kit/signed-fetch';
import { keyFor } from '@supergraph/kit/signing';
import { readOrCreateKeys } from '@supergraph/runner/keys';
import {
  type Graph,
  describeService,
  describeSimulators,
  readKey,
} from '@supergraph/runner/processes';
import { readServices } from '@supergraph/runner/services';
import { readRunnerSettings } from '@supergraph/runner/settings';
import { readSimulators } from '@supergraph/runner/simulators';
import type { ProcessSpec } from '@supergraph/runner/supervise';

import { type CommandProxy, type Hook, startCommandProxy } from './command-proxy.ts';
import { createProcesses } from './processes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ORCHESTRATOR = 'cart';

export interface StandOptions {
  /** Of a graph that has been started and stopped. */
  readonly dataDir: string;
  readonly graphPort: number;
  /** The services that cart asks, each behind a proxy. */
  readonly participants: readonly string[];
}

/** The real processes that take part in a checkout, each to be killed and started by hand. */
export interface CheckoutStand extends AsyncDisposable {
  /** What happens to commands that cart sends. */
  hook: Hook;
  readonly proxies: ReadonlyMap<string, CommandProxy>;
  /** One operation at a service as the router would send it; throws when it has errors. */
  ask(query: string, asked: Asked): Promise<Answered>;
  /** kill -9; resolves when the process is gone. */
  kill(name: string): Promise<void>;
  /** Resolves when it serves. */
  start(name: string): Promise<void>;
}

interface Asked {
  /** Else cart. */
  readonly service?: string;
  readonly variables: object;
  readonly cartToken?: string;
}

/** What JSON holds. */
type Answered = ReturnType<typeof JSON.parse>;

export async function startCheckoutStand(options: StandOptions): Promise<CheckoutStand> {
  const graph = readGraph(options);
  const hooks: { hook: Hook } = { hook: async () => 'pass' };
  const proxies = await startProxies(graph, options.participants, () => hooks.hook);
  const processes = createProcesses((name) => describeProcess(name, { graph, proxies }));
  const simulators = describeSimulators(graph).map(({ name }) => name);
  await Promise.all([...simulators, ...options.participants].map((name) => processes.start(name)));
  await processes.start(ORCHESTRATOR);
  return Object.assign(hooks, {
    proxies,
    ...processes,
    ask: createAsk(graph),
    async [Symbol.asyncDispose](): Promise<void> {
      await processes.killAll();
      await Promise.all([...proxies.values()].map((proxy) => proxy[Symbol.asyncDispose]()));
    },
  });
}

function readGraph({ dataDir, graphPort }: StandOptions): Graph {
  const env = {
    DATA_DIR: dataDir,
    GRAPH_PORT: String(graphPort),
    DEMO_PROFILE: 'tiny',
    LOG_LEVEL: 'fatal',
  };
  const settings = readRunnerSettings(env, root);
  return {
    root,
    settings,
    services: readServices(root, graphPort),
    simulators: readSimulators(root, settings),
    keys: readOrCreateKeys(dataDir, []),
  };
}

async function startProxies(
  { services }: Graph,
  participants: readonly string[],
  hook: () => Hook,
): Promise<Map<string, CommandProxy>> {
  const behind = services.filter(({ name }) => participants.includes(name));
  const started = behind.map(async ({ name, port }) => {
    const target = `http://127.0.0.1:${port}`;
    return [name, await startCommandProxy({ service: name, target, hook })] as const;
  });
  return new Map(await Promise.all(started));
}

interface Known {
  readonly graph: Graph;
  readonly proxies: ReadonlyMap<string, CommandProxy>;
}

/** Cart finds the others behind their proxies, and takes up at once what a killed process held. */
function describeProcess(name: string, { graph, proxies }: Known): ProcessSpec {
  const service = graph.services.find((one) => one.name === name);
  if (service === undefined) {
    const simulator = describeSimulators(graph).find((one) => one.name === name);
    if (simulator === undefined) {
      throw new Error(`There is no process "${name}".`);
    }
    return simulator;
  }
  if (name !== ORCHESTRATOR) {
    return describeService(service, graph);
  }
  const services = graph.services.map((one) => {
    const proxy = proxies.get(one.name);
    return proxy === undefined ? one : { ...one, port: Number(new URL(proxy.url).port) };
  });
  const spec = describeService(service, { ...graph, services });
  return { ...spec, env: { ...spec.env, SAGA_LEASE_MS: '500' } };
}

function createAsk({ services, keys }: Graph): CheckoutStand['ask'] {
  return async (query, { service = ORCHESTRATOR, variables, cartToken }) => {
    const port = services.find(({ name }) => name === service)?.port;
    const key = keyFor(readKey(keys, 'router'), service);
    const signedFetch = createSignedFetch({ caller: 'router', key, now: Date.now });
    const response = await signedFetch(new URL(`http://127.0.0.1:${port}/graphql`), {
      method: 'POST',
      headers: { 'x-visitor-id': 'vis_stand', ...(cartToken && { 'x-cart-token': cartToken }) },
      body: { query, variables },
    });
    const { data, errors } = JSON.parse(await response.text());
    if (errors !== undefined) {
      throw new Error(JSON.stringify(errors));
    }
    return data;
  };
}
