import { existsSync } from 'node:fs';
import path from 'node:path';

import { describeTakenPorts, openGraph } from '#src/start-graph.ts';
import {
  type Graph,
  describeRouter,
  describeService,
  describeSimulator,
  urlsOf,
} from '#src/processes.ts';
import { type ServiceSpec, readServices } from '#src/services.ts';
import type { RunnerSettings } from '#src/settings.ts';
import { readSimulators } from '#src/simulators.ts';
import type { ProcessSpec } from '#src/supervise.ts';

import { type Mode, type ModeChoice, chooseModes } from './modes.ts';

/** What a session consists of. */
export interface SessionPlan {
  readonly graph: Graph;
  readonly modes: ReadonlyMap<string, Mode>;
  readonly router: ProcessSpec;
  /** Those that are started here. */
  readonly local: readonly ProcessSpec[];
  /** GraphQL endpoints by subgraph. */
  readonly endpoints: ReadonlyMap<string, string>;
}

export interface PlanOptions extends ModeChoice {
  /** Of the registry and the router. */
  readonly root: string;
  /** Whose subgraphs these are. */
  readonly project: string;
}

/** Decides what runs where. Rejects with what is wrong with the call, or who holds its ports. */
export async function openPlan(
  settings: RunnerSettings,
  { root, project, ...choice }: PlanOptions,
): Promise<SessionPlan> {
  const services = readServices(project, settings.graphPort);
  const modes = chooseModes(
    services.map(({ name }) => name),
    choice,
  );
  const started = services.filter(({ name }) => modes.get(name)?.kind === 'local');
  const simulators = readSimulators(project, settings);
  const simulated = simulators.filter(
    ({ serves, isStarted }) => isStarted && modes.get(serves)?.kind === 'local',
  );
  const taken = await describeTakenPorts(settings, started, simulated);
  if (taken !== undefined) {
    throw new Error(taken);
  }
  const graph = openGraph(root, settings, { services, simulators });
  return {
    graph,
    modes,
    router: describeOwnRouter(graph, project),
    local: [
      ...simulated.map((simulator) => describeSimulator(simulator, graph)),
      ...started.map((service) => describeLocal(service, graph, modes)),
    ],
    endpoints: new Map(
      Object.entries(urlsOf(services)).map(([name, base]) => [
        name,
        remoteUrlOf(modes.get(name)) ?? `${base}/graphql`,
      ]),
    ),
  };
}

/** Another project has its own router.yaml beside its subgraphs, or what the router does without one. */
function describeOwnRouter(graph: Graph, project: string): ProcessSpec {
  const router = describeRouter(graph);
  if (project === graph.root) {
    return router;
  }
  const config = path.join(project, 'router.yaml');
  return { ...router, args: existsSync(config) ? ['--config', config] : [] };
}

function describeLocal(
  service: ServiceSpec,
  graph: Graph,
  modes: ReadonlyMap<string, Mode>,
): ProcessSpec {
  const spec = describeService(service, graph);
  const bases = Object.entries(urlsOf(graph.services)).map(([name, base]) => {
    const url = remoteUrlOf(modes.get(name));
    return [name, url === undefined ? base : new URL('.', url).href];
  });
  const env = {
    ...spec.env,
    SERVICE_URLS: JSON.stringify(Object.fromEntries(bases)),
    // No other instance takes over meanwhile, so the sooner it ends the sooner it is back.
    WITHDRAWAL_MS: '0',
  };
  return { ...spec, env };
}

function remoteUrlOf(mode: Mode | undefined): string | undefined {
  return mode?.kind === 'remote' ? mode.url : undefined;
}
