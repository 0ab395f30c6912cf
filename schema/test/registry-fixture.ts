import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { newId } from '@supergraph/kit/ids';
import { createLogger } from '@supergraph/kit/log';
import { createMetrics } from '@supergraph/kit/metrics';
import { type SignedRequest, createSignedFetch } from '@supergraph/kit/signed-fetch';
import { keyFor } from '@supergraph/kit/signing';
import { type TestDatabase, createTestDatabase } from '@supergraph/kit/testing';

import { composeOnce, composeSupergraph } from '#src/composition/compose.ts';
import type { Composer } from '#src/composition/composer.ts';
import { lintSubgraphs } from '#src/lint/lint-subgraphs.ts';
import type { Judge, UsagePolicy } from '#src/registry/collaborators.ts';
import { createRegistry } from '#src/registry/registry.ts';

export type Parsed = ReturnType<typeof JSON.parse>;

export interface Answer {
  readonly data: Parsed;
  readonly errors?: readonly { message: string; extensions: { code: string } }[];
}

export interface TestRequest extends SignedRequest {
  /** Signed as this caller; with this token; else as nobody. */
  readonly as?: string;
  readonly token?: string;
}

export interface TestRegistry extends AsyncDisposable {
  readonly url: string;
  readonly db: TestDatabase;
  /** What the clock says; set it to let time pass. */
  readonly clock: { at: number };
  fetch(path: string, request?: TestRequest): Promise<Response>;
  /** One operation, as the administrator `graph` unless another one asks. */
  ask(query: string, variables?: object, request?: TestRequest): Promise<Answer>;
  /** Publishes SDL texts by name, and answers the payload. */
  publish(
    sdls: Readonly<Record<string, string>>,
    more?: object,
    request?: TestRequest,
  ): Promise<Parsed>;
  register(id: string, subgraph: string, sdl: string): Promise<Response>;
}

export interface TestRegistryOptions {
  readonly judge?: Judge;
  readonly composer?: Composer;
  /** Explains refusals; else the other one does. */
  readonly trialComposer?: Composer;
  readonly policy?: Partial<UsagePolicy>;
  readonly leaseMs?: number;
  /** For callers that are processes of their own. */
  readonly usesRealTime?: boolean;
  /** What the clock says at first. */
  readonly at?: number;
  /** An open database, which the caller disposes. */
  readonly db?: TestDatabase;
}

export const START = Date.parse('2026-03-01T12:00:00.000Z');
const CALLERS = ['graph', 'router', 'products', 'reviews', 'freight'];
const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/** A registry on a real file and a port of its own; it removes itself. */
export async function createTestRegistry(options: TestRegistryOptions = {}): Promise<TestRegistry> {
  const db = options.db ?? createTestDatabase(migrationsFolder);
  const clock = { at: options.at ?? START };
  const now = options.usesRealTime === true ? Date.now : (): number => clock.at;
  const log = createLogger({ service: 'registry', level: 'silent' });
  const { composer = inThread, trialComposer = composer, judge = judgeNothing } = options;
  const registry = await createRegistry({
    db,
    now,
    newId,
    log,
    metrics: createMetrics('registry'),
    composer,
    judge,
    trials: { composer: trialComposer, judge },
    policy: { unusedAfterDays: 30, unknown: 'pass', ...options.policy },
    callerKeys: Object.fromEntries(CALLERS.map((caller) => [caller, keyOf(caller)])),
    leaseMs: options.leaseMs ?? 10_000,
    keepChecksDays: 30,
    sweepMs: 20,
  });
  const url = await registry.listen({ port: 0, host: '127.0.0.1' });
  const test: Omit<TestRegistry, typeof Symbol.asyncDispose> = {
    url,
    db,
    clock,
    fetch: (path, request = {}) => send(new URL(path, url), request, now),
    async ask(query, variables = {}, request = { as: 'graph' }) {
      const body = { query, variables };
      const response = await test.fetch('/graphql', { method: 'POST', body, ...request });
      return (await response.json()) as Answer;
    },
    async publish(sdls, more = {}, request = { as: 'graph' }) {
      const { data, errors } = await test.ask(PUBLISH, { input: toInput(sdls, more) }, request);
      if (errors) {
        throw new Error(errors[0]?.message);
      }
      return data.publish;
    },
    register: (id, subgraph, sdl) =>
      test.fetch(`/instances/${id}`, {
        as: subgraph,
        method: 'PUT',
        body: { subgraph, url: `http://127.0.0.1/${id}`, version: '1', schemaHash: hashOf(sdl) },
      }),
  };
  return {
    ...test,
    async [Symbol.asyncDispose]() {
      await registry.close();
      if (options.db === undefined) {
        db[Symbol.dispose]();
      }
    },
  };
}

export const PUBLISH = `mutation ($input: PublishInput!) {
  publish(input: $input) {
    outcome message publication version activation refusal waitingFor unregistered superseded
    changes { severity code coordinate } report
  }
}`;

/** The input of a publish: every subgraph answers on a URL of its own. */
export function toInput(sdls: Readonly<Record<string, string>>, more: object = {}) {
  const subgraphs = Object.entries(sdls).map(([name, sdl]) => ({
    name,
    sdl,
    url: `http://127.0.0.1/${name}`,
  }));
  return { subgraphs, ...more };
}

export function hashOf(sdl: string): string {
  return createHash('sha256').update(sdl).digest('hex');
}

const judgeNothing: Judge = () => Promise.resolve({ changes: [], planDifferences: [] });

/** The real thing, in the thread of the test. */
export const inThread: Composer = {
  compose(subgraphs) {
    const composition = composeOnce(subgraphs);
    const findings = composition.ok ? lintSubgraphs(subgraphs) : [];
    return Promise.resolve(composition.ok ? { ...composition, findings } : composition);
  },
  explain(subgraphs, lastGood) {
    const composition = composeSupergraph(subgraphs, lastGood);
    return Promise.resolve(composition.ok ? [] : composition.faults);
  },
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

/** What a caller itself holds. */
export function ownKeyOf(caller: string): string {
  return createHash('sha256').update(`test key of ${caller}`).digest('hex');
}

function keyOf(caller: string): string {
  return keyFor(ownKeyOf(caller), 'registry');
}

function send(target: URL, { as, token, ...request }: TestRequest, now: () => number) {
  if (as !== undefined) {
    return createSignedFetch({ caller: as, key: keyOf(as), now })(target, request);
  }
  const { method = 'GET', headers, body } = request;
  return fetch(target, {
    method,
    headers: {
      ...headers,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(request.signal && { signal: request.signal }),
  });
}
