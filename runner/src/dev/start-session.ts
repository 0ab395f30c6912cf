import { sleep } from '@supergraph/kit/clock';
import { openRegistryClient } from '@supergraph/schema/registry-client';
import { ensureStudioBuilt } from '@supergraph/studio/build';

import type { LogStream } from '#src/log-stream.ts';
import { HOST, describeRegistry, readKey, registryUrlOf } from '#src/processes.ts';
import { seedDemoData } from '#src/seed-demo-data.ts';
import type { RunnerSettings } from '#src/settings.ts';
import type { ProcessSpec } from '#src/supervise.ts';

import { createDebounce } from './debounce.ts';
import { keepLastLines } from './last-lines.ts';
import { type LocalService, startLocalService } from './local-service.ts';
import { type PlanOptions, type SessionPlan, openPlan } from './open-plan.ts';
import { type SchemaPublisher, createSchemaPublisher } from './schema-publisher.ts';
import { waitForRouter } from './wait-for-router.ts';
import { watchProject } from './watch-project.ts';

export interface SessionOptions extends PlanOptions {
  readonly logs: LogStream;
  readonly colour: boolean;
}

export interface Session {
  /** Resolves when the router answers and what is saved is followed. Rejects when nothing could be started. */
  readonly started: Promise<void>;
  stop(): Promise<void>;
}

/** Long enough for an editor that writes a file in several steps. */
const SCHEMA_QUIET_MS = 25;
const SOURCE_QUIET_MS = 150;
const LATE_AFTER_MS = 30_000;

type Say = (text: string) => void;

/** Runs a graph for somebody who changes it: what is saved is live, and nothing that breaks ends the session. */
export function startSession(settings: RunnerSettings, options: SessionOptions): Session {
  const logs = keepLastLines(options.logs);
  const say: Say = (text) => text.split('\n').forEach((line) => logs.say('dev', line));
  const stopping = new AbortController();
  const onStop: (() => Promise<void>)[] = [];
  const run = (spec: ProcessSpec): LocalService => {
    const service = startLocalService(spec, { logs, say, sleep, cwd: options.root });
    onStop.push(() => service.stop());
    return service;
  };

  const start = async (): Promise<void> => {
    const plan = await openPlan(settings, options);
    const registry = run(describeRegistry(plan.graph));
    run(plan.router);
    const services = new Map(plan.local.map((spec) => [spec.name, run(spec)]));
    await registry.ready;
    const publisher = openPublisher(plan, options, say);
    await publisher.publish([]);
    const follower = follow(options.project, { services, publisher, say });
    onStop.push(() => follower.stop());
    const url = `http://${HOST}:${settings.graphPort}/graphql`;
    await Promise.all([
      follower.ready,
      waitForRouter(url, { sleep, signal: stopping.signal, say }),
      waitForServices(services, stopping.signal, say),
    ]);
    await fill(plan, options, say);
  };

  return {
    started: start(),
    async stop() {
      stopping.abort();
      // The registry last: services withdraw from it.
      const [stopRegistry, ...stops] = onStop;
      await Promise.all(stops.map((stop) => stop()));
      await stopRegistry?.();
    },
  };
}

function openPublisher(
  { graph, endpoints }: SessionPlan,
  { project, colour }: SessionOptions,
  say: Say,
): SchemaPublisher {
  const registry = openRegistryClient(project, {
    GRAPH_REGISTRY: registryUrlOf(graph.settings),
    SIGNING_KEY: readKey(graph.keys, 'graph'),
  });
  return createSchemaPublisher({ root: project, urls: endpoints, registry, say, colour });
}

interface Following {
  readonly services: ReadonlyMap<string, LocalService>;
  readonly publisher: SchemaPublisher;
  readonly say: Say;
}

/** Publishes schemas that are saved, and starts again what has to read them, or other files, anew. */
function follow(project: string, { services, publisher, say }: Following) {
  const debounce = createDebounce();
  const publishSaved = async (subgraph: string): Promise<void> => {
    const published = await publisher.publish([subgraph]);
    for (const name of published) {
      services.get(name)?.restart('schema published');
    }
  };
  const watching = watchProject(project, {
    onSchema: (name) =>
      debounce.run(`schema of ${name}`, SCHEMA_QUIET_MS, () => void publishSaved(name)),
    onSource: (name) =>
      debounce.run(name, SOURCE_QUIET_MS, () => services.get(name)?.restart('source saved')),
  });
  void watching.ready.then(() => say(`watching ${project}/subgraphs`));
  return {
    ready: watching.ready,
    async stop() {
      debounce.stop();
      await watching.stop();
    },
  };
}

/** Waits for those that start in time, and names the others: they may come later. */
async function waitForServices(
  services: ReadonlyMap<string, LocalService>,
  signal: AbortSignal,
  say: Say,
): Promise<void> {
  const late = new Set(services.keys());
  const all = [...services].map(async ([name, { ready }]) => {
    await ready;
    late.delete(name);
  });
  await Promise.race([Promise.all(all), sleep(LATE_AFTER_MS, signal)]);
  if (late.size > 0 && !signal.aborted) {
    say(`late: ${[...late].join(', ')}. Their fields are errors until they come.`);
  }
}

/** The studio's page and, of a whole graph of this project, the demo data. */
async function fill(
  { graph, modes }: SessionPlan,
  { root, project }: SessionOptions,
  say: Say,
): Promise<void> {
  const isWhole = root === project && [...modes.values()].every(({ kind }) => kind === 'local');
  const attempts = [
    ensureStudioBuilt({ log: say }),
    ...(isWhole ? [seedDemoData(graph, say)] : []),
  ];
  for (const attempt of await Promise.allSettled(attempts)) {
    if (attempt.status === 'rejected') {
      say(String(attempt.reason));
    }
  }
}
