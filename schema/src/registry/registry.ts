import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { sleep } from '@supergraph/kit/clock';
import type { Database } from '@supergraph/kit/database';
import { createHttpApp } from '@supergraph/kit/http';
import type { Metrics } from '@supergraph/kit/metrics';
import { createSubgraphServer } from '@supergraph/kit/subgraph';
import type { FastifyInstance } from 'fastify';

import { activateServed } from '#src/registry/activate-served.ts';
import { openActiveGraphs } from '#src/registry/active-graph.ts';
import { type Callers, contextOf, createCallers } from '#src/registry/callers.ts';
import type { Context } from '#src/registry/context.ts';
import { createDriftAlarm } from '#src/registry/drift-alarm.ts';
import { forgetDrafts } from '#src/registry/forget-drafts.ts';
import { type Instances, openInstances } from '#src/registry/instances.ts';
import { openOverrideShares } from '#src/registry/override-shares.ts';
import { observeActivations, observeRoutes } from '#src/registry/observe.ts';
import { createOneByOne } from '#src/registry/one-by-one.ts';
import type { RegistryDeps } from '#src/registry/registry-deps.ts';
import { resolvers } from '#src/registry/resolvers/index.ts';
import { addInstanceRoutes } from '#src/registry/routes/instance-routes.ts';
import { addSupergraphRoutes } from '#src/registry/routes/supergraph-routes.ts';
import { addUsageRoute } from '#src/registry/routes/usage-route.ts';
import { forgetOldUsage } from '#src/registry/usage.ts';

export interface RegistryOptions extends Omit<RegistryDeps, 'graphs' | 'shares' | 'inTurn'> {
  readonly metrics: Metrics;
  /** Hex, by caller. */
  readonly callerKeys: Readonly<Record<string, string>>;
  readonly leaseMs: number;
  /** How long checks and refused publishes are kept. */
  readonly keepChecksDays: number;
  /** How often leases are looked at. */
  readonly sweepMs: number;
}

export interface Registry {
  readonly app: FastifyInstance;
  /** Answers the URL. */
  listen(address: { readonly port: number; readonly host: string }): Promise<string>;
  /** Ends streams and background work, finishes what is in flight, and stops listening. */
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 20_000_000;
const FORGET_EVERY_MS = 3_600_000;

type Phase = 'starting' | 'serving' | 'draining';

/** The registry over an open database, not listening yet. The caller disposes what it passed in. */
export async function createRegistry(options: RegistryOptions): Promise<Registry> {
  const { db, now, log, metrics, callerKeys, leaseMs } = options;
  let phase: Phase = 'starting';
  const deps: RegistryDeps = { ...options, ...(await openState(db)) };
  const { graphs } = deps;
  const instances = await openInstances({ db, now, leaseMs });
  const callers = createCallers({ db, now });
  const app = createHttpApp({
    callerKeys,
    now,
    log,
    metrics,
    isReady: () => phase === 'serving',
    readToken: callers.readToken,
  });
  observeRoutes(app, { log, metrics });
  const server = createServer(deps);
  await server.start();
  addGraphqlRoute(app, { server, callers, deps, instances });
  addSupergraphRoutes(app, { ...deps, instances });
  addInstanceRoutes(app, { instances, callers });
  addUsageRoute(app, { db, now, callers });
  observeActivations(graphs, metrics);
  const look = watch(deps, { instances, metrics, leaseMs });

  const stopping = new AbortController();
  let background: Promise<unknown> = Promise.resolve();
  return {
    app,
    async listen(address) {
      const url = await app.listen(address);
      phase = 'serving';
      background = workInBackground(deps, {
        ...options,
        instances,
        look,
        signal: stopping.signal,
      });
      return url;
    },
    async close() {
      phase = 'draining';
      stopping.abort();
      await app.close();
      await Promise.all([server.stop(), background]);
      // A publish whose client is gone still ends as it began: in its turn.
      await deps.inTurn(() => Promise.resolve());
    },
  };
}

async function openState(
  db: Database,
): Promise<Pick<RegistryDeps, 'graphs' | 'shares' | 'inTurn'>> {
  return {
    graphs: await openActiveGraphs(db),
    shares: await openOverrideShares(db),
    inTurn: createOneByOne(),
  };
}

function createServer({ log }: RegistryDeps): ApolloServer<Context> {
  return createSubgraphServer<Context>({
    schemaFile: new URL('../../registry.graphql', import.meta.url),
    resolvers,
    introspection: true,
    onInternalError: (error, request) =>
      log.error({ error, correlationId: request?.correlationId }, 'resolver failed'),
  });
}

interface GraphqlRouteDeps {
  readonly server: ApolloServer<Context>;
  readonly callers: Callers;
  readonly deps: RegistryDeps;
  readonly instances: Instances;
}

function addGraphqlRoute(
  app: FastifyInstance,
  { server, callers, deps, instances }: GraphqlRouteDeps,
): void {
  app.post(
    '/graphql',
    { config: { callers: 'known' }, bodyLimit: MAX_BODY_BYTES },
    fastifyApolloHandler(server, {
      context: (request) =>
        Promise.resolve({
          request: contextOf(request),
          principal: callers.principalOf(request),
          deps,
          instances,
        }),
    }),
  );
}

interface Watched {
  readonly instances: Instances;
  readonly metrics: Metrics;
  readonly leaseMs: number;
}

/** What follows from another set of instances, or another active version. Answers how the alarm looks at what runs. */
function watch(deps: RegistryDeps, { instances, metrics, leaseMs }: Watched): () => void {
  const { graphs, log, now } = deps;
  const alarm = createDriftAlarm({ log, metrics, instances, now, graceMs: leaseMs });
  const look = (): void => alarm.look(graphs.current());
  look();
  graphs.onActivation(look);
  instances.onChange(() => {
    look();
    activateServed(deps).catch((error: unknown) => log.error({ error }, 'activation failed'));
  });
  return look;
}

interface Background {
  readonly instances: Instances;
  readonly look: () => void;
  readonly sweepMs: number;
  readonly keepChecksDays: number;
  readonly signal: AbortSignal;
}

function workInBackground(
  deps: RegistryDeps,
  { instances, look, sweepMs, keepChecksDays, signal }: Background,
): Promise<unknown> {
  const { log } = deps;
  return Promise.all([
    repeat(() => sweep(deps, { instances, look }), { everyMs: sweepMs, log, signal }),
    repeat(() => forgetOldUsage(deps), { everyMs: FORGET_EVERY_MS, log, signal }),
    repeat(() => forgetDrafts({ ...deps, keepChecksDays }), {
      everyMs: FORGET_EVERY_MS,
      log,
      signal,
    }),
  ]);
}

async function sweep(
  deps: RegistryDeps,
  { instances, look }: Pick<Background, 'instances' | 'look'>,
): Promise<void> {
  // Another process on the same file may have moved the pointer.
  await deps.graphs.reload();
  await deps.shares.reload();
  await instances.expire();
  await activateServed(deps);
  look();
}

interface Repetition {
  readonly everyMs: number;
  readonly log: RegistryDeps['log'];
  readonly signal: AbortSignal;
}

async function repeat(
  run: () => Promise<void>,
  { everyMs, log, signal }: Repetition,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await run();
    } catch (error) {
      log.error({ error }, 'background work failed');
    }
    await sleep(everyMs, signal);
  }
}
