import path from 'node:path';

import { keyFor } from '@supergraph/kit/signing';

import { type Keys, callersOf } from './keys.ts';
import type { ServiceSpec } from './services.ts';
import type { SimulatorSpec } from './simulators.ts';
import type { RunnerSettings } from './settings.ts';
import type { ProcessSpec } from './supervise.ts';

export const HOST = '127.0.0.1';
// Garbage of small requests needs no large nursery: 15 MB less a process.
const SERVICE_NODE_ARGS = ['--max-semi-space-size=4'];
const IDENTITY_SERVICE = 'customers';

export interface Graph {
  readonly root: string;
  readonly settings: RunnerSettings;
  readonly services: readonly ServiceSpec[];
  readonly simulators: readonly SimulatorSpec[];
  readonly keys: Keys;
}

/** The base URL of every service by name, as processes find each other. */
export function urlsOf(services: readonly ServiceSpec[]): Record<string, string> {
  return Object.fromEntries(services.map(({ name, port }) => [name, `http://${HOST}:${port}`]));
}

const REGISTRY_PORT_OFFSET = 100;

export function registryPortOf({ graphPort }: Pick<RunnerSettings, 'graphPort'>): number {
  return graphPort + REGISTRY_PORT_OFFSET;
}

export function registryUrlOf(settings: Pick<RunnerSettings, 'graphPort'>): string {
  return `http://${HOST}:${registryPortOf(settings)}`;
}

export function describeRegistry(graph: Graph): ProcessSpec {
  const { keys, root, services, settings } = graph;
  const callers = ['router', 'graph', ...services.map(({ name }) => name)];
  const callerKeys = callers.map((caller) => [caller, keyFor(readKey(keys, caller), 'registry')]);
  return {
    name: 'registry',
    nodeArgs: [],
    entry: path.join(root, 'schema', 'src', 'server.ts'),
    args: [],
    env: {
      ...commonEnv(graph),
      PORT: String(registryPortOf(settings)),
      DATA_DIR: settings.dataDir,
      CALLER_KEYS: JSON.stringify(Object.fromEntries(callerKeys)),
    },
  };
}

/** What each service is started with. It gets its own key and those derived for it, and nothing else of this shell. */
export function describeService(service: ServiceSpec, graph: Graph): ProcessSpec {
  const { keys, services, settings } = graph;
  const callerKeys = callersOf(service, services).map((caller) => [
    caller,
    keyFor(readKey(keys, caller), service.name),
  ]);
  return {
    name: service.name,
    nodeArgs: SERVICE_NODE_ARGS,
    entry: service.entry,
    args: [],
    env: {
      ...commonEnv(graph),
      PORT: String(service.port),
      DATA_DIR: settings.dataDir,
      SIGNING_KEY: readKey(keys, service.name),
      SERVICE_URLS: JSON.stringify(urlsOf(services)),
      REGISTRY_URL: registryUrlOf(settings),
      CALLER_KEYS: JSON.stringify(Object.fromEntries(callerKeys)),
      ...describeUpstreams(service, graph),
      // Where links of mails lead: to this graph, also when it was moved beside another one.
      STOREFRONT_URL: `http://localhost:${settings.graphPort}`,
      // Their password is public.
      ...(settings.profile !== 'none' && settings.nodeEnv !== 'production' && { DEMO_LOGINS: '1' }),
    },
  };
}

/** Where a service finds its upstream, and the secret they share: a simulator's, or what the shell said. */
function describeUpstreams(
  { name }: ServiceSpec,
  { simulators, settings: { upstreams }, keys }: Graph,
): Record<string, string> {
  const named = simulators
    .filter(({ serves }) => serves === name)
    .flatMap(({ name: simulator, isStarted, port, settings: { url, secret, more = [] } }) => {
      const simulated = { url: `http://${HOST}:${port}`, secret: secretOf(simulator, keys) };
      return [
        [url, isStarted ? simulated.url : upstreams[url]],
        [secret, isStarted ? simulated.secret : secret && upstreams[secret]],
        ...more.map((setting) => [setting, upstreams[setting]]),
      ];
    });
  return Object.fromEntries(
    named.filter(([setting, value]) => setting !== undefined && value !== undefined),
  ) as Record<string, string>;
}

/** Every simulator that is started. */
export function describeSimulators(graph: Graph): ProcessSpec[] {
  return graph.simulators
    .filter(({ isStarted }) => isStarted)
    .map((simulator) => describeSimulator(simulator, graph));
}

/** What a simulator is started with: it shares nothing with the services but one secret. */
export function describeSimulator(simulator: SimulatorSpec, graph: Graph): ProcessSpec {
  const { keys, services, settings } = graph;
  const { secret } = simulator.settings;
  const serves = urlsOf(services)[simulator.serves];
  return {
    name: `${simulator.name}-simulator`,
    nodeArgs: SERVICE_NODE_ARGS,
    entry: simulator.entry,
    args: [],
    env: {
      ...commonEnv(graph),
      PORT: String(simulator.port),
      ...(simulator.controlPort !== undefined && { CONTROL_PORT: String(simulator.controlPort) }),
      DATA_DIR: path.join(settings.dataDir, 'simulators', simulator.name),
      ...(serves !== undefined && { SERVED_URL: serves }),
      ...(secret !== undefined && { [secret]: secretOf(simulator.name, keys) }),
    },
  };
}

function secretOf(simulator: string, keys: Keys): string {
  return keyFor(readKey(keys, keyNameOf(simulator)), simulator);
}

/** The name of the key that a simulator's secret is made of. */
export function keyNameOf(simulator: string): string {
  return `simulator:${simulator}`;
}

export function describeRouter(graph: Graph): ProcessSpec {
  const { keys, root, services, settings } = graph;
  const identity = urlsOf(services)[IDENTITY_SERVICE];
  return {
    name: 'router',
    nodeArgs: [],
    entry: path.join(root, 'router', 'src', 'server.ts'),
    args: ['--config', path.join(root, 'runner', 'router.yaml')],
    env: {
      ...commonEnv(graph),
      PORT: String(settings.graphPort),
      SIGNING_KEY: readKey(keys, 'router'),
      GRAPH_REGISTRY: registryUrlOf(settings),
      STUDIO_DIR: path.join(root, 'studio', 'dist'),
      STATE_DIR: path.join(settings.dataDir, 'router'),
      ...(identity !== undefined && { JWKS_URL: `${identity}/.well-known/jwks.json` }),
    },
  };
}

function commonEnv({ settings }: Graph): Record<string, string> {
  return {
    HOST,
    NODE_ENV: settings.nodeEnv,
    LOG_LEVEL: settings.logLevel,
    // Compiled modules are kept between starts: the second start of a process is a third faster.
    NODE_COMPILE_CACHE: path.join(settings.dataDir, 'compile-cache'),
    APOLLO_TELEMETRY_DISABLED: 'true',
  };
}

/** Throws when the caller has none. */
export function readKey(keys: Keys, caller: string): string {
  const key = keys[caller];
  if (key === undefined) {
    throw new Error(`There is no key for "${caller}".`);
  }
  return key;
}
