import { mkdirSync } from 'node:fs';

import { sleep } from '@supergraph/kit/clock';
import { ensureStudioBuilt } from '@supergraph/studio/build';

import { type Start, askReadyOperation } from './ask-ready-operation.ts';
import { ensureComposed } from './ensure-composed.ts';
import { readOrCreateKeys } from './keys.ts';
import type { LogStream } from './log-stream.ts';
import { findBarredPorts, findTakenPorts } from './ports.ts';
import {
  type Graph,
  HOST,
  describeRegistry,
  describeRouter,
  describeService,
  describeSimulators,
  keyNameOf,
  registryPortOf,
} from './processes.ts';
import { type Published, publishSchemas } from './publish-schemas.ts';
import { seedDemoData } from './seed-demo-data.ts';
import { type ServiceSpec, readServices } from './services.ts';
import type { RunnerSettings } from './settings.ts';
import { type SimulatorSpec, readSimulators } from './simulators.ts';
import { type ProcessSpec, type Supervised, supervise } from './supervise.ts';

export interface RunningGraph {
  /** Settles when a real federated query was answered, or when that cannot happen. */
  readonly started: Promise<Start>;
  stop(): Promise<void>;
}

export interface StartDeps {
  readonly root: string;
  readonly logs: LogStream;
}

/** Starts every process of the graph, in this order: ports, keys, registry, the other processes, schemas, data, one real query. */
export function startGraph(settings: RunnerSettings, { root, logs }: StartDeps): RunningGraph {
  /** In order of start: each may need those before it. */
  const running: (readonly Supervised[])[] = [];
  const stopping = new AbortController();
  const say = (text: string): void => logs.say('runner', text);
  const run = (specs: readonly ProcessSpec[]): Promise<unknown> => {
    const group = specs.map((spec) => supervise(spec, { logs, sleep, cwd: root }));
    running.push(group);
    return Promise.all(group.map(({ ready }) => ready));
  };

  const start = async (): Promise<Start> => {
    const services = readServices(root, settings.graphPort);
    const simulators = readSimulators(root, settings);
    const taken = await describeTakenPorts(settings, services, simulators);
    if (taken !== undefined) {
      return { status: 'failed', reason: taken };
    }
    const graph = openGraph(root, settings, { services, simulators });
    await run([describeRegistry(graph)]);
    const othersReady = Promise.all([
      run(describeSimulators(graph)),
      run(services.map((service) => describeService(service, graph))),
      run([describeRouter(graph)]),
    ]);
    const published = await publish(graph, say);
    if (published.status === 'refused' && !published.isServed) {
      return { status: 'failed', reason: `The graph has no schema. ${published.message}` };
    }
    await othersReady;
    // After the processes, which would wait for the same cores.
    await fill(graph, published, say);
    return askReadyOperation(`http://${HOST}:${settings.graphPort}/graphql`, {
      sleep,
      signal: stopping.signal,
      expectData: settings.profile !== 'none',
    });
  };

  return {
    started: start(),
    async stop() {
      stopping.abort();
      // The router answers what it has begun, services withdraw, and the registry hears of it.
      for (const group of running.toReversed()) {
        await Promise.all(group.map((one) => one.stop()));
      }
    },
  };
}

/** The graph with its keys, which are made when they are missing. */
export function openGraph(
  root: string,
  settings: RunnerSettings,
  { services, simulators }: Pick<Graph, 'services' | 'simulators'>,
): Graph {
  mkdirSync(settings.dataDir, { recursive: true });
  const callers = listCallers(services, simulators);
  return {
    root,
    settings,
    services,
    simulators,
    keys: readOrCreateKeys(settings.dataDir, callers),
  };
}

/** Everybody who has a key. */
function listCallers(
  services: readonly ServiceSpec[],
  simulators: readonly SimulatorSpec[],
): readonly string[] {
  return [
    'router',
    'graph',
    ...services.map(({ name }) => name),
    ...simulators.map(({ name }) => keyNameOf(name)),
  ];
}

async function fill(graph: Graph, published: Published, say: (text: string) => void) {
  await Promise.all([
    published.status === 'published' ? ensureComposed(graph.root, say) : undefined,
    ensureStudioBuilt({ log: say }),
    seedDemoData(graph, say),
  ]);
}

async function publish(graph: Graph, say: (text: string) => void): Promise<Published> {
  const published = await publishSchemas(graph);
  if (published.status === 'published') {
    say(published.message);
  } else if (published.status === 'refused') {
    say(published.message);
    // It says where, in the files.
    await ensureComposed(graph.root, say);
  }
  return published;
}

const MOVE = 'Move the whole block, as in GRAPH_PORT=4200 npm start';

/** Says which ports of these cannot be had, and what to do; undefined when all can. */
export async function describeTakenPorts(
  settings: RunnerSettings,
  services: readonly ServiceSpec[],
  simulators: readonly SimulatorSpec[],
): Promise<string | undefined> {
  const wanted = [
    { port: settings.graphPort, wantedBy: 'router' },
    { port: registryPortOf(settings), wantedBy: 'registry' },
    ...services.map(({ name, port }) => ({ port, wantedBy: name })),
    ...simulators
      .filter(({ isStarted }) => isStarted)
      .flatMap(({ name, port, controlPort = port }) =>
        [...new Set([port, controlPort])].map((one) => ({
          port: one,
          wantedBy: `simulators/${name}`,
        })),
      ),
  ];
  const barred = findBarredPorts(wanted);
  if (barred.length > 0) {
    return [
      'To these ports no browser, and none of our processes, sends a request:',
      ...barred.map(({ port, wantedBy }) => `  ${port} for ${wantedBy}`),
      `Nothing was started. ${MOVE}`,
    ].join('\n');
  }
  const taken = await findTakenPorts(HOST, wanted);
  if (taken.length === 0) {
    return undefined;
  }
  const lines = taken.map(({ port, wantedBy, holder }) => `  ${port} for ${wantedBy}: ${holder}`);
  return [
    'These ports are taken:',
    ...lines,
    `Nothing was started. End those processes, or: ${MOVE}`,
  ].join('\n');
}
