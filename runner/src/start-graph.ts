import { mkdirSync } from 'node:fs';

import { sleep } from '@supergraph/kit/clock';
import { ensureStudioBuilt } from '@supergraph/studio/build';

import { type Start, askReadyOperation } from './ask-ready-operation.ts';
import { ensureComposed } from './ensure-composed.ts';
import { readOrCreateKeys } from './keys.ts';
import type { LogStream } from './log-stream.ts';
import { findTakenPorts } from './ports.ts';
import { type Graph, HOST, describeRouter, describeService } from './processes.ts';
import { seedDemoData } from './seed-demo-data.ts';
import { readServices } from './services.ts';
import type { RunnerSettings } from './settings.ts';
import { type Supervised, supervise } from './supervise.ts';

export interface RunningGraph {
  /** Settles when a real federated query was answered, or when that cannot happen. */
  readonly started: Promise<Start>;
  stop(): Promise<void>;
}

export interface StartDeps {
  readonly root: string;
  readonly logs: LogStream;
}

/** Starts every process of the graph, in this order: ports, keys, processes, data, one real query. */
export function startGraph(settings: RunnerSettings, { root, logs }: StartDeps): RunningGraph {
  const running: Supervised[] = [];
  const stopping = new AbortController();
  const say = (text: string): void => logs.say('runner', text);

  const start = async (): Promise<Start> => {
    const services = readServices(root, settings.graphPort);
    const taken = await describeTakenPorts(settings, services);
    if (taken !== undefined) {
      return { status: 'failed', reason: taken };
    }
    mkdirSync(settings.dataDir, { recursive: true });
    const callers = ['router', 'graph', ...services.map(({ name }) => name)];
    const keys = readOrCreateKeys(settings.dataDir, callers);
    const graph: Graph = { root, settings, services, keys };
    const specs = [
      ...services.map((service) => describeService(service, graph)),
      describeRouter(graph),
    ];
    running.push(...specs.map((spec) => supervise(spec, { logs, sleep, cwd: root })));
    await Promise.all(running.map(({ ready }) => ready));
    // After the processes, which would wait for the same cores.
    await Promise.all([
      ensureComposed(root, say),
      ensureStudioBuilt({ log: say }),
      seedDemoData(graph, say),
    ]);
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
      await Promise.all(running.map((one) => one.stop()));
    },
  };
}

async function describeTakenPorts(
  settings: RunnerSettings,
  services: ReturnType<typeof readServices>,
): Promise<string | undefined> {
  const wanted = [
    { port: settings.graphPort, wantedBy: 'router' },
    ...services.map(({ name, port }) => ({ port, wantedBy: name })),
  ];
  const taken = await findTakenPorts(HOST, wanted);
  if (taken.length === 0) {
    return undefined;
  }
  const lines = taken.map(({ port, wantedBy, holder }) => `  ${port} for ${wantedBy}: ${holder}`);
  return [
    'These ports are taken:',
    ...lines,
    'Nothing was started. End those processes, or move the whole block: GRAPH_PORT=5000 npm start',
  ].join('\n');
}
