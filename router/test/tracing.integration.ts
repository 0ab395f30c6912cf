import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';

import { configShape } from '#src/config/index.ts';
import { createClient } from '#src/fetchers/client.ts';
import type { RouterRequest } from '#src/pipeline/http-message.ts';
import { createReportOperation } from '#src/pipeline/report-operation.ts';
import { readTrace } from '#src/pipeline/read-trace.ts';
import { createRouter } from '#src/router.ts';
import { createMetrics } from '#src/telemetry/metrics.ts';
import type { Tracer } from '#src/telemetry/tracer.ts';
import { createTracer } from '#src/telemetry/tracing.ts';

import { type Collector, startCollector } from './harness/collector.ts';
import { compose } from './harness/compose.ts';
import { startRouter } from './harness/router.ts';
import { startShop } from './harness/shop.ts';

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
});
afterEach(async () => {
  await collector[Symbol.asyncDispose]();
});

const log = pino({ level: 'silent' });
const CALLER = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

async function startTracer(over: object = {}, logger = log): Promise<Tracer> {
  const { tracing } = configShape.parse({
    telemetry: {
      tracing: { enabled: true, endpoint: collector.endpoint, sampleRatio: 1, ...over },
    },
  }).telemetry;
  const tracer = await createTracer(tracing, { log: logger });
  if (tracer === undefined) {
    throw new Error('Tracing is off.');
  }
  return tracer;
}

const newId = (prefix: string): string => `${prefix}_1`;

const requestWith = (headers: Record<string, string>): RouterRequest => ({
  method: 'POST',
  url: '/graphql',
  headers,
  body: Buffer.alloc(0),
  remoteAddress: null,
});

/** One request that goes through its stages and fetches from two subgraphs. */
function trace(tracer: Tracer, headers: Record<string, string> = {}) {
  const report = createReportOperation({ log, metrics: createMetrics(), tracer });
  const origin = readTrace(requestWith(headers), { newId, sampleRatio: tracer.sampleRatio });
  const record = report(origin);
  record.operation = { name: 'Shelf', type: 'query', hash: 'abc', json: '', usage: undefined };
  record.enter('parse');
  record.enter('plan');
  record.enter('execute');
  const books = record.span?.startFetch('books', 'Shelf');
  const prices = record.span?.startFetch('prices', 'Shelf');
  books?.end(200, undefined);
  prices?.end(0, 'SUBGRAPH_TIMEOUT');
  record.finish(200, undefined);
  return { origin, books, prices };
}

describe('a recorded request', () => {
  it('is one trace: the request, its stages, and every fetch below the execution', async () => {
    const tracer = await startTracer();
    const { origin } = trace(tracer);
    await tracer.stop();

    const names = new Map(collector.spans.map(({ spanId, name }) => [spanId, name]));
    const tree = collector.spans.map(
      ({ name, parentSpanId = '' }) => `${name} of ${names.get(parentSpanId) ?? 'nobody'}`,
    );
    const traces = new Set(collector.spans.map(({ traceId }) => traceId));
    expect(traces).toEqual(new Set([origin.traceparent.slice(3, 35)]));
    expect(tree.toSorted()).toEqual([
      'execute of graphql query',
      'fetch books of execute',
      'fetch prices of execute',
      'graphql query of nobody',
      'parse of graphql query',
      'plan of graphql query',
    ]);
  });

  it('tells each subgraph the id of its own fetch', async () => {
    const tracer = await startTracer();
    const { books, prices } = trace(tracer);
    await tracer.stop();

    for (const [name, fetch] of [
      ['fetch books', books],
      ['fetch prices', prices],
    ] as const) {
      const span = collector.spans.find((one) => one.name === name);
      expect(fetch?.traceparent).toBe(`00-${span?.traceId}-${span?.spanId}-01`);
    }
  });

  it('says what was asked, and which fetch failed', async () => {
    const tracer = await startTracer();
    trace(tracer);
    await tracer.stop();

    const find = (name: string) => collector.spans.find((span) => span.name === name);
    expect(find('graphql query')).toMatchObject({
      kind: 2,
      isFailed: false,
      attributes: {
        'graphql.operation.name': 'Shelf',
        'http.response.status_code': 200,
        'router.request_id': 'req_1',
      },
    });
    expect(find('fetch books')).toMatchObject({
      kind: 3,
      isFailed: false,
      attributes: { 'graphql.subgraph.name': 'books', 'http.response.status_code': 200 },
    });
    expect(find('fetch prices')).toMatchObject({
      isFailed: true,
      attributes: { 'error.type': 'SUBGRAPH_TIMEOUT' },
    });
  });

  it('continues the trace of its caller, with its state', async () => {
    const tracer = await startTracer();
    trace(tracer, { traceparent: CALLER, tracestate: 'vendor=x' });
    await tracer.stop();

    expect(collector.spans.find(({ name }) => name === 'graphql query')).toMatchObject({
      traceId: CALLER.slice(3, 35),
      parentSpanId: CALLER.slice(36, 52),
      traceState: 'vendor=x',
    });
  });

  it('is sent with the headers of the configuration', async () => {
    const tracer = await startTracer({ headers: { 'x-api-key': 'k1' } });
    trace(tracer);
    await tracer.stop();

    expect(collector.headers).toMatchObject([{ 'x-api-key': 'k1' }]);
  });
});

describe('a request that is not recorded', () => {
  it.each([
    ['because its caller does not', {}, { traceparent: CALLER.replace(/01$/u, '00') }],
    ['because it is not in the sample', { sampleRatio: 0 }, {}],
  ])('sends no span %s', async (_name, config, headers) => {
    const tracer = await startTracer(config);
    const { books, origin } = trace(tracer, headers);
    await tracer.stop();

    expect(books).toBeUndefined();
    expect(origin.traceparent).toMatch(/-00$/u);
    expect(collector.spans).toEqual([]);
  });

  it('loads no tracer when tracing is off', async () => {
    const { tracing } = configShape.parse({}).telemetry;

    expect(await createTracer(tracing, { log })).toBeUndefined();
  });
});

describe('a collector', () => {
  it('that refuses spans is in the log, without what its headers hold', async () => {
    const lines: string[] = [];
    const warned = pino({}, { write: (line: string) => void lines.push(line) });
    const tracer = await startTracer({ headers: { 'x-api-key': 'secret' } }, warned);
    collector.status = 400;
    trace(tracer);
    await tracer.stop();

    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('trace export failed');
    expect(lines[0]).not.toContain('secret');
  });

  it('that never answers does not hold up the end', async () => {
    const tracer = await startTracer();
    collector.isHanging = true;
    trace(tracer);
    const started = performance.now();
    await tracer.stop();

    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('a router without a tracer', () => {
  it('passes trace context on as it is', async () => {
    await using shop = await startShop();
    await using router = await startRouter(shop.all);
    await router.query('{ me { name } }', {
      headers: { traceparent: CALLER, tracestate: 'vendor=x' },
    });

    expect(shop.readers.received[0]?.headers).toMatchObject({
      traceparent: CALLER,
      tracestate: 'vendor=x',
    });
  });
});

describe('a fetch', () => {
  it('is what its subgraph is told as the parent', async () => {
    await using shop = await startShop();
    const tracer = await startTracer();
    const metrics = createMetrics();
    const { subgraphs, signing } = configShape.parse({});
    const client = createClient({ subgraphs, signing, now: Date.now, log, metrics });
    const origin = readTrace(requestWith({ traceparent: CALLER }), { newId, sampleRatio: 1 });
    const record = createReportOperation({ log, metrics, tracer })(origin);
    record.enter('execute');
    const outcome = await client.open('readers', `${shop.readers.url}/graphql`)(
      {
        body: '{"query":"{ me { name } }"}',
        operationName: undefined,
        isMutation: false,
        entityCount: -1,
        isReadOnly: true,
      },
      {
        requestId: origin.requestId,
        correlationId: origin.correlationId,
        deadlineAt: Date.now() + 5000,
        signal: undefined,
        headersFor: () => ['traceparent', origin.traceparent],
        cookies: [],
        fetches: [],
        span: record.span,
      },
    );
    record.finish(200, undefined);
    await Promise.all([client.close(), tracer.stop()]);

    const span = collector.spans.find(({ name }) => name === 'fetch readers');
    expect(outcome).toMatchObject({ kind: 'answered', data: { me: { name: 'Ada' } } });
    expect(span?.attributes['http.response.status_code']).toBe(200);
    expect(shop.readers.received.map(({ headers }) => headers['traceparent'])).toEqual([
      `00-${CALLER.slice(3, 35)}-${span?.spanId}-01`,
    ]);
  });
});

describe('a router that records', () => {
  it('makes one trace of request, plan and fetches, and each subgraph is told its own fetch', async () => {
    await using shop = await startShop();
    const tracer = await startTracer();
    const router = createRouter(configShape.parse({}), {
      log,
      metrics: createMetrics(),
      now: Date.now,
      newId,
      tracer,
    });
    await router.load(compose(shop.all));
    await router.answer({
      ...requestWith({
        'content-type': 'application/json',
        traceparent: CALLER,
        tracestate: 'vendor=x',
      }),
      body: Buffer.from('{"query":"query Shelf { books { price } }"}'),
    });
    await Promise.all([router.stop(), tracer.stop()]);

    const find = (name: string) => collector.spans.find((span) => span.name === name);
    expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(
      new Set([CALLER.slice(3, 35)]),
    );
    expect(find('plan')?.parentSpanId).toBe(find('graphql query')?.spanId);
    for (const { name, received } of [shop.books, shop.prices]) {
      const span = find(`fetch ${name}`);
      expect(span?.parentSpanId).toBe(find('execute')?.spanId);
      expect(received.map(({ headers }) => headers['traceparent'])).toEqual([
        `00-${span?.traceId}-${span?.spanId}-01`,
      ]);
      expect(received[0]?.headers['tracestate']).toBe('vendor=x');
    }
  });
});
