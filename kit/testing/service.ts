import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import type { Clock } from '@supergraph/kit/clock';
import type { Command } from '@supergraph/kit/commands';
import { applyEvents } from '@supergraph/kit/consumer';
import { readFeed } from '@supergraph/kit/feed';
import { newId as createId } from '@supergraph/kit/ids';
import { createLogger } from '@supergraph/kit/log';
import { createMetrics } from '@supergraph/kit/metrics';
import type { RequestContext } from '@supergraph/kit/request-context';
import {
  type Service,
  type ServiceDefinition,
  type ServiceDeps,
  createService,
} from '@supergraph/kit/service';
import {
  type BaseSettings,
  type SettingsOf,
  type SettingsShape,
  readServiceSettings,
} from '@supergraph/kit/settings';
import { createSignedFetch } from '@supergraph/kit/signed-fetch';
import type { SubgraphContext } from '@supergraph/kit/subgraph';

import { type TestDatabase, createTestDatabase } from './database.ts';

export interface TestOptions {
  /** As they would stand in the environment. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly now?: () => number;
  readonly newId?: (prefix: string) => string;
}

/** What JSON holds: tests read deep into answers whose shape their own query states. */
type Parsed = ReturnType<typeof JSON.parse>;

export interface TestAnswer {
  readonly data: Parsed;
  readonly errors:
    | readonly { message: string; path?: unknown; extensions?: Record<string, unknown> }[]
    | undefined;
}

export interface TestEvent {
  readonly type: string;
  readonly key: string;
  readonly data: object;
}

export interface TestRequest {
  /** Signed as this caller; not signed when null. */
  readonly as: string | null;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface ImportAnswer {
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly rejected: readonly {
    readonly line: number;
    readonly type: string;
    readonly reason: string;
  }[];
}

export interface TestService<Settings> extends AsyncDisposable {
  readonly db: TestDatabase;
  readonly deps: ServiceDeps<Settings>;
  /** What other services may ask it for, by name. */
  readonly commands: Readonly<Record<string, Command>>;
  /** Cookies that answers have set so far. */
  readonly cookies: readonly string[];
  /** One operation through the Apollo Server, as the router would send it. */
  execute(
    query: string,
    variables?: Record<string, unknown>,
    request?: Partial<RequestContext>,
  ): Promise<TestAnswer>;
  countStatements(run: () => Promise<unknown>): Promise<number>;
  /** Applies events through the service's real consumers, as if the producer's feed had brought them. */
  receive(producer: string, events: readonly TestEvent[]): Promise<void>;
  /** Real HTTP on a port of its own. */
  listen(): Promise<string>;
  fetch(path: string, request: TestRequest): Promise<Response>;
  import(lines: readonly object[]): Promise<ImportAnswer>;
  /** Every event the service has published so far. */
  published(): Promise<TestEvent[]>;
}

/** A service on a real database file of its own. Bind it with `await using`. */
export async function createTestService<
  Shape extends SettingsShape,
  Context extends SubgraphContext,
>(
  definition: ServiceDefinition<Shape, Context>,
  options: TestOptions = {},
): Promise<TestService<SettingsOf<Shape>>> {
  const { service, deps, db } = await openService(definition, options);
  const cookies: string[] = [];
  const addCookie = (cookie: string): void => void cookies.push(cookie);
  let url: Promise<string> | undefined;
  const listen = (): Promise<string> => (url ??= service.listen());

  return {
    db,
    deps,
    commands: service.parts.commands ?? {},
    cookies,
    listen,
    fetch: async (path, request) => callAs(new URL(path, await listen()), request, deps.now),
    execute: (query, variables = {}, request = {}) =>
      executeAs(service, { query, variables }, { addCookie, ...request }),
    async countStatements(run) {
      const before = db.statementCount;
      await run();
      return db.statementCount - before;
    },
    receive: createReceiver(service, deps),
    async import(lines) {
      const body = { lines: lines.map((value, index) => ({ line: index + 1, value })) };
      const target = new URL('/internal/v1/import', await listen());
      const response = await callAs(target, { as: 'graph', method: 'POST', body }, deps.now);
      return (await response.json()) as ImportAnswer;
    },
    async published() {
      const topic = service.parts.events?.topic ?? '';
      const { events } = await readFeed(db.reader, { topic, after: 0, limit: 100_000 });
      return events.map(({ type, key, data }) => ({ type, key, data: data as object }));
    },
    async [Symbol.asyncDispose]() {
      await service.close();
      db[Symbol.dispose]();
    },
  };
}

async function openService<Shape extends SettingsShape, Context extends SubgraphContext>(
  definition: ServiceDefinition<Shape, Context>,
  { now = Date.now, newId = createId, settings: env = {} }: TestOptions,
) {
  const settings = readTestSettings(definition, env);
  const log = createLogger({ service: definition.name, level: settings.LOG_LEVEL });
  const db = createTestDatabase(fileURLToPath(new URL('migrations', definition.folder)));
  const metrics = createMetrics(definition.name);
  const given: { deps?: ServiceDeps<SettingsOf<Shape>> } = {};
  const observed: ServiceDefinition<Shape, Context> = {
    ...definition,
    create(deps) {
      given.deps = deps;
      return definition.create(deps);
    },
  };
  const service = await createService(observed, { settings, db, log, metrics, now, newId });
  if (given.deps === undefined) {
    throw new Error('The service was not created.');
  }
  return { service, deps: given.deps, db };
}

async function executeAs<Context extends SubgraphContext>(
  { parts, server }: Service<Context>,
  operation: { readonly query: string; readonly variables: Record<string, unknown> },
  request: Partial<RequestContext>,
): Promise<TestAnswer> {
  const contextValue = parts.createContext(buildRequest(request));
  const { body } = await server.executeOperation(operation, { contextValue });
  if (body.kind !== 'single') {
    throw new Error('The operation was answered in parts.');
  }
  // Resolvers may hand out objects without a prototype; the wire does not know the difference.
  return JSON.parse(JSON.stringify({ errors: undefined, ...body.singleResult })) as TestAnswer;
}

function createReceiver<Settings, Context extends SubgraphContext>(
  { parts }: Service<Context>,
  deps: ServiceDeps<Settings>,
): TestService<Settings>['receive'] {
  let seq = 0;
  return async (producer, events) => {
    const envelopes = events.map((event) => ({
      ...event,
      seq: ++seq,
      id: createId('evt'),
      topic: event.type.split('.')[0] ?? '',
      at: deps.now(),
      correlationId: 'test',
      causationId: null,
      featureVersion: 1,
      compatibilityVersion: 1,
    }));
    for (const consumer of parts.consumers ?? []) {
      if (consumer.producer === producer) {
        await applyEvents(consumer, envelopes, deps);
      }
    }
  };
}

function callAs(target: URL, { as, ...request }: TestRequest, now: Clock): Promise<Response> {
  if (as !== null) {
    return createSignedFetch({ caller: as, key: keyOf(as), now })(target, request);
  }
  const { method = 'GET', headers, body } = request;
  return fetch(target, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

const CALLERS = [
  'router',
  'graph',
  'catalog',
  'pricing',
  'cart',
  'customers',
  'support',
  'orders',
  'erp',
  'stranger',
];

function readTestSettings<Shape extends SettingsShape, Context extends SubgraphContext>(
  { settings }: ServiceDefinition<Shape, Context>,
  env: Readonly<Record<string, string>>,
): BaseSettings & SettingsOf<Shape> {
  return readServiceSettings(settings, {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    CALLER_KEYS: JSON.stringify(
      Object.fromEntries(CALLERS.map((caller) => [caller, keyOf(caller)])),
    ),
    ...env,
  });
}

/** A key per caller that any test can compute. */
function keyOf(caller: string): string {
  return createHash('sha256').update(`test key of ${caller}`).digest('hex');
}

function buildRequest(request: Partial<RequestContext>): RequestContext {
  return {
    caller: 'router',
    claims: null,
    locale: 'en',
    currency: 'USD',
    country: 'US',
    visitorId: 'vis_test',
    cartToken: null,
    authorization: null,
    refreshToken: null,
    clientName: null,
    clientVersion: null,
    variant: 'web',
    clientAddress: '127.0.0.1',
    requestId: 'req_test',
    correlationId: 'cor_test',
    addCookie: () => undefined,
    ...request,
  };
}
