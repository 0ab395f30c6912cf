import { fileURLToPath } from 'node:url';

import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance } from 'fastify';

import { type Clock, sleep } from './clock.ts';
import { openDatabase } from './database.ts';
import { drainOnStop } from './drain.ts';
import { type EventCatalog, type Publish, createPublisher } from './events.ts';
import { createFeedTransport } from './event-transport.ts';
import { type FollowingOptions, createInterrupts, startFollowing } from './following.ts';
import { createHttpApp } from './http.ts';
import { purgeIdempotency } from './idempotency.ts';
import { type NewId, newId } from './ids.ts';
import { type Job, startJobs } from './jobs.ts';
import { type Logger, createLogger } from './log.ts';
import { createMetrics } from './metrics.ts';
import { isRebuilding } from './rebuild.ts';
import { type Registration, registerService } from './registration.ts';
import type { ServiceDefinition, ServiceDeps, ServiceParts } from './service-definition.ts';
import { addServiceRoutes } from './service-routes.ts';
import {
  type BaseSettings,
  type SettingsOf,
  type SettingsShape,
  databaseFileOf,
  readServiceSettings,
} from './settings.ts';
import { type SubgraphContext, createSubgraphServer } from './subgraph.ts';

export interface Service<Context extends SubgraphContext> {
  readonly app: FastifyInstance;
  readonly server: ApolloServer<Context>;
  readonly parts: ServiceParts<Context>;
  /** Listens, follows feeds and runs jobs, and registers once it has caught up with the feeds. Answers the URL. */
  listen(): Promise<string>;
  /** Withdraws from the registry and says not ready, then ends followers and jobs, finishes what is in flight, and stops listening. */
  close(): Promise<void>;
}

export { defineService } from './service-definition.ts';
export type { ServiceDefinition, ServiceDeps, ServiceParts } from './service-definition.ts';

export type ServiceOptions<Settings> = Omit<ServiceDeps<Settings>, 'publish'>;

/** One service over an open database, not listening yet. The caller disposes the database. */
export async function createService<Shape extends SettingsShape, Context extends SubgraphContext>(
  definition: ServiceDefinition<Shape, Context>,
  options: ServiceOptions<SettingsOf<Shape>>,
): Promise<Service<Context>> {
  const { name } = definition;
  const { settings, log, metrics, now } = options;
  const deps = { ...options, publish: createLatePublisher(() => parts.events, options) };
  const parts: ServiceParts<Context> = definition.create(deps);
  await parts.prepare?.();

  const schemaFile = new URL('schema.graphql', definition.folder);
  const server = createServer<Context>(parts.resolvers, { schemaFile, settings, log });
  await server.start();

  const stopping = new AbortController();
  const { signal } = stopping;
  const register = (url: string): Registration | undefined =>
    registerService(url, { ...options, name, schemaFile, sleep });
  const lifecycle = createLifecycle(register, () => !isRebuilding(options.db.reader));
  const app = createHttpApp({
    callerKeys: settings.CALLER_KEYS,
    now,
    log,
    metrics,
    isReady: lifecycle.isReady,
  });
  const transport = createFeedTransport({ name, settings, now });
  const following = { deps, transport, interrupts: createInterrupts(), signal };
  addServiceRoutes(app, { name, parts, server, stopping: signal, ...following });
  let background: Promise<unknown> = Promise.resolve();

  return {
    app,
    server,
    parts,
    async listen() {
      const url = await app.listen({ port: settings.PORT, host: settings.HOST });
      const onCaughtUp = (): void => lifecycle.serve(url);
      background = workInBackground(parts, { ...following, onCaughtUp });
      return url;
    },
    async close() {
      await lifecycle.drain();
      stopping.abort();
      await app.close();
      await Promise.all([server.stop(), background]);
    },
  };
}

type Phase = 'catching up' | 'serving' | 'draining';

interface Lifecycle {
  readonly isReady: () => boolean;
  /** Once it has caught up: takes requests from now on, unless it drains already. */
  serve(url: string): void;
  /** Not ready from now on; while it is being withdrawn it answers everything, since routers may not have heard of it yet. */
  drain(): Promise<void>;
}

function createLifecycle(
  register: (url: string) => Registration | undefined,
  isWhole: () => boolean,
): Lifecycle {
  let phase: Phase = 'catching up';
  let registration: Registration | undefined;
  return {
    // A process whose projections are not whole leaves requests to others.
    isReady: () => phase === 'serving' && isWhole(),
    serve(url) {
      if (phase === 'catching up') {
        phase = 'serving';
        registration = register(url);
      }
    },
    async drain() {
      phase = 'draining';
      await registration?.withdraw();
    },
  };
}

interface ServerOptions {
  readonly schemaFile: URL;
  readonly settings: BaseSettings;
  readonly log: Logger;
}

function createServer<Context extends SubgraphContext>(
  resolvers: object,
  { schemaFile, settings, log }: ServerOptions,
): ApolloServer<Context> {
  return createSubgraphServer<Context>({
    schemaFile,
    resolvers,
    introspection: settings.NODE_ENV !== 'production',
    onInternalError: (error, request) => {
      const { requestId, correlationId } = request ?? {};
      log.error({ error, requestId, correlationId }, 'resolver failed');
    },
  });
}

function workInBackground<Context extends SubgraphContext>(
  { consumers = [], jobs = [] }: ServiceParts<Context>,
  following: FollowingOptions,
): Promise<unknown> {
  const { deps, signal } = following;
  return Promise.all([
    startFollowing(consumers, following),
    startJobs([...jobs, createPurge(deps)], { log: deps.log, signal }),
  ]);
}

/** The process of a service: reads the environment, opens the database, listens, and drains on SIGTERM. */
export async function startService<Shape extends SettingsShape, Context extends SubgraphContext>(
  definition: ServiceDefinition<Shape, Context>,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const settings = readServiceSettings(definition.settings, env);
  const log = createLogger({ service: definition.name, level: settings.LOG_LEVEL });
  const db = openDatabase({
    file: databaseFileOf(definition.name, settings),
    migrationsFolder: fileURLToPath(new URL('migrations', definition.folder)),
  });
  const metrics = createMetrics(definition.name);
  const service = await createService(definition, {
    settings,
    db,
    log,
    metrics,
    now: Date.now,
    newId,
  });
  const url = await service.listen();
  log.info({ url, readyMs: Math.round(process.uptime() * 1000) }, 'ready');
  process.send?.({ type: 'ready', url });

  drainOnStop(log, async () => {
    await service.close();
    db[Symbol.dispose]();
  });
}

const HOUR_MS = 3_600_000;

function createPurge({ db, now }: Pick<ServiceDeps<object>, 'db' | 'now'>): Job {
  return { name: 'idempotency-purge', everyMs: HOUR_MS, run: () => purgeIdempotency(db, now) };
}

/** Events are known only after the service was created, and published only after that. */
function createLatePublisher(
  findEvents: () => EventCatalog | undefined,
  { now, newId: createId }: { readonly now: Clock; readonly newId: NewId },
): Publish {
  let publish: Publish | undefined;
  return (tx, event) => {
    const events = findEvents();
    if (events === undefined) {
      throw new Error('This service defines no events.');
    }
    publish ??= createPublisher({ events, now, newId: createId });
    return publish(tx, event);
  };
}
