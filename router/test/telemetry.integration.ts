import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { configShape } from '#src/config/index.ts';
import { startTelemetry } from '#src/telemetry/telemetry.ts';

import { type TestRouter, startRouter } from './harness/router.ts';
import { type Shop, startShop } from './harness/shop.ts';

let shop: Shop;
let router: TestRouter;
beforeAll(async () => {
  shop = await startShop();
  router = await startRouter(shop.all);
});
afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
});

const summaryOf = (correlationId: string) =>
  router.lines.filter((line) => line['correlationId'] === correlationId);

const ask = (query: string, correlationId: string, headers: Record<string, string> = {}) =>
  router.query(query, { headers: { 'x-correlation-id': correlationId, ...headers } });

describe('the summary line', () => {
  it('says who asked what under which ids, and what it took', async () => {
    const { headers } = await ask('query Shelf { books { price } }', 'summary-whole', {
      'x-client-name': 'shop',
      'x-client-version': '1.0',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });

    expect(summaryOf('summary-whole').filter(({ msg }) => msg === 'operation')).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-.*Z$/u),
        pid: process.pid,
        hostname: expect.any(String),
        operation: 'Shelf',
        type: 'query',
        hash: expect.stringMatching(/^[0-9a-f]{16,}$/u),
        status: 200,
        ms: expect.any(Number),
        client: 'shop',
        clientVersion: '1.0',
        variant: '',
        generation: expect.any(String),
        fetches: 2,
        subgraphs: {
          books: { fetches: 1, ms: expect.any(Number) },
          prices: { fetches: 1, ms: expect.any(Number) },
        },
        requestId: headers.get('x-request-id'),
        correlationId: 'summary-whole',
        traceId: '0af7651916cd43dd8448eb211c80319c',
        msg: 'operation',
      },
    ]);
  });

  it('says the codes of errors and the fetches that were lost', async () => {
    shop.prices.replyWith(() => Promise.resolve({ status: 500, body: 'no' }));
    await ask('{ books { price } }', 'summary-lost');
    shop.prices.replyWith(undefined);

    expect(summaryOf('summary-lost').find(({ msg }) => msg === 'operation')).toMatchObject({
      status: 200,
      codes: ['SUBGRAPH_ERROR'],
      subgraphs: { prices: { fetches: 1, lost: 1 } },
    });
  });

  it('stands also for a request that is refused', async () => {
    await ask('{ nothing }', 'summary-refused');

    expect(summaryOf('summary-refused')).toMatchObject([
      { operation: null, status: 400, codes: ['GRAPHQL_VALIDATION_FAILED'], subgraphs: {} },
    ]);
  });
});

describe('metrics', () => {
  it('get no series from the names of operations and clients', async () => {
    const series = async (): Promise<string[]> => {
      const { text } = await router.fetch('/metrics');
      return text
        .split('\n')
        .filter((line) => line.startsWith('router_'))
        .map((line) => line.replace(/ \S+$/u, ''));
    };
    const burst = (from: number): Promise<unknown> =>
      Promise.all(
        Array.from({ length: 50 }, (_, at) =>
          router.query(`query Name${from + at} { me { name } }`, {
            headers: { 'x-client-name': `client ${from + at}` },
          }),
        ),
      );
    await burst(0);
    const before = await series();
    await burst(50);

    expect(await series()).toEqual(before);
  });

  it('are not on the public port when they have one of their own', async () => {
    await using closed = await startRouter(shop.all, {
      config: { telemetry: { metrics: { port: 0 } } },
    });

    expect((await closed.fetch('/metrics')).status).toBe(404);
  });

  it('are alone on the port of their own', async () => {
    const { telemetry: config } = configShape.parse({ telemetry: { metrics: { port: 0 } } });
    const lines: Record<string, unknown>[] = [];
    const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const telemetry = await startTelemetry(config, { log });
    const url = String(lines[0]?.['metricsUrl']);
    const [metrics, other] = await Promise.all([fetch(url), fetch(new URL('/graphql', url))]);
    await telemetry.stop();

    expect(await metrics.text()).toContain('router_operations_in_flight');
    expect(other.status).toBe(404);
  });

  it('stop the start when their port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    const { telemetry: config } = configShape.parse({ telemetry: { metrics: { port } } });

    await expect(startTelemetry(config, { log: pino({ level: 'silent' }) })).rejects.toThrow(
      'EADDRINUSE',
    );
    other.close();
  });
});

describe('usage', () => {
  it('has each operation with its coordinates, by client', async () => {
    router.router.usage?.takeUsage();
    const query = 'query Counted { book(id: "b1") { title } }';
    await ask(query, 'usage-first-client', { 'x-client-name': 'shop', 'x-client-version': '1.0' });
    await ask(query, 'usage-first-again', { 'x-client-name': 'shop', 'x-client-version': '1.0' });
    await ask(query, 'usage-next-client', { 'x-client-name': 'kiosk' });

    expect(router.router.usage?.takeUsage()?.operations).toMatchObject([
      {
        name: 'Counted',
        type: 'query',
        signature: 'query Counted { book(id: "") { title } }',
        coordinates: ['Book', 'Book.title', 'Query', 'Query.book', 'Query.book(id:)'],
        clients: [
          { name: 'shop', version: '1.0', count: 2, errors: 0 },
          { name: 'kiosk', version: null, count: 1 },
        ],
      },
    ]);
  });

  it('is not counted when it is off', async () => {
    await using off = await startRouter(shop.all, {
      config: { telemetry: { usage: { enabled: false } } },
    });
    await off.query('{ me { name } }');

    expect(off.router.usage).toBeUndefined();
  });
});
