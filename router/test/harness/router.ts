import { Writable } from 'node:stream';

import { pino } from 'pino';

import { type Config, configShape } from '#src/config/index.ts';
import { type Listener, listen } from '#src/http/listen.ts';
import { isRoute } from '#src/http/routes.ts';
import { createStudioPages } from '#src/http/studio.ts';
import { type Router, createRouter } from '#src/router.ts';
import { createMetrics } from '#src/telemetry/metrics.ts';

import { compose } from './compose.ts';
import type { TestSubgraph } from './subgraphs.ts';

export type LogLine = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly cookies: string[];
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly {
    message: string;
    path?: unknown[];
    extensions: Record<string, unknown>;
  }[];
  readonly text: string;
}

export interface TestRouter extends AsyncDisposable {
  readonly url: string;
  readonly router: Router;
  readonly listener: Listener;
  readonly lines: LogLine[];
  /** Posts an operation as a client would. */
  query(query: string, options?: QueryOptions): Promise<Answer>;
  fetch(path: string, init?: RequestInit): Promise<Answer>;
}

export interface QueryOptions {
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
  readonly operationName?: string;
}

export interface RouterOptions {
  readonly config?: Record<string, unknown>;
  readonly now?: () => number;
}

/** A router on a free port over the subgraphs, with its log kept. */
export async function startRouter(
  subgraphs: readonly TestSubgraph[],
  { config: written = {}, now = Date.now }: RouterOptions = {},
): Promise<TestRouter> {
  const config: Config = configShape.parse({ environment: 'test', ...written });
  const lines: LogLine[] = [];
  const log = createTestLog(lines);
  let minted = 0;
  const router = createRouter(config, {
    log,
    metrics: createMetrics(),
    now,
    newId: (prefix) => `${prefix}_${String(++minted).padStart(8, '0')}`,
  });
  await router.load(compose(subgraphs));
  const listener = await listen(
    { ...config.listen, port: 0 },
    {
      answer: (request) => router.answer(request),
      isRoute,
      pages: createStudioPages(config.studio.directory),
      log,
    },
  );
  const send = async (path: string, init?: RequestInit): Promise<Answer> =>
    readAnswer(await fetch(`${listener.url}${path}`, { redirect: 'manual', ...init }));
  return {
    url: listener.url,
    router,
    listener,
    lines,
    fetch: send,
    query: (query, { variables, headers, operationName } = {}) =>
      send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables, operationName }),
      }),
    async [Symbol.asyncDispose]() {
      await listener.drain();
      await router.stop();
    },
  };
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const body = isJson && text !== '' ? (JSON.parse(text) as Partial<Answer>) : {};
  return {
    status: response.status,
    headers: response.headers,
    cookies: response.headers.getSetCookie(),
    data: body.data,
    errors: body.errors ?? [],
    text,
  };
}

export function createTestLog(lines: LogLine[]) {
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as LogLine);
      done();
    },
  });
  const formatters = { level: (label: string) => ({ level: label }) };
  return pino(
    { level: 'info', formatters, serializers: { error: pino.stdSerializers.err } },
    stream,
  );
}
