import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Collector, startCollector } from './harness/collector.ts';
import { compose } from './harness/compose.ts';
import { type RouterProcess, spawnRouter } from './harness/process.ts';
import { type Shop, startShop } from './harness/shop.ts';

let shop: Shop;
let collector: Collector;
let folder: string;

beforeAll(async () => {
  [shop, collector] = await Promise.all([startShop(), startCollector()]);
  folder = mkdtempSync(path.join(tmpdir(), 'router-'));
  writeFileSync(path.join(folder, 'shop.graphql'), compose(shop.all));
  const tracing = { enabled: true, endpoint: collector.endpoint, sampleRatio: 1, batchMs: 60_000 };
  const config = { listen: { port: 0 }, telemetry: { tracing, metrics: { port: 0 } } };
  // JSON is YAML.
  writeFileSync(path.join(folder, 'router.yaml'), JSON.stringify(config));
});
afterAll(async () => {
  await Promise.all([shop[Symbol.asyncDispose](), collector[Symbol.asyncDispose]()]);
  rmSync(folder, { recursive: true });
});

const start = (): RouterProcess =>
  spawnRouter([
    '--supergraph',
    path.join(folder, 'shop.graphql'),
    '--config',
    path.join(folder, 'router.yaml'),
  ]);

const linesOf = (router: RouterProcess): Record<string, unknown>[] =>
  router
    .output()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const ask = (url: string): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"query Shelf { books { price } }"}',
  });

describe('a router process that is told to end', () => {
  it('leaves the summary of every operation in the log, in one piece and in order', async () => {
    await using router = start();
    const url = await router.ready();
    await Promise.all(Array.from({ length: 200 }, () => ask(url)));
    router.kill('SIGTERM');
    await router.exit;

    const messages = linesOf(router).map(({ msg }) => msg);
    expect(messages.filter((msg) => msg === 'operation')).toHaveLength(200);
    expect(messages.slice(-2)).toEqual(['draining', 'stopped']);
  });

  it('sends the spans it still has, under the trace id of the log', async () => {
    collector.spans.length = 0;
    await using router = start();
    await ask(await router.ready());
    router.kill('SIGTERM');
    await router.exit;

    const { traceId } = linesOf(router).find(({ msg }) => msg === 'operation') ?? {};
    expect(new Set(collector.spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
    expect(collector.spans.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['graphql query', 'parse', 'plan', 'execute']),
    );
  });
});

describe('a router process with a port for its metrics', () => {
  it('says where it is, and serves them there alone', async () => {
    await using router = start();
    const url = await router.ready();
    await ask(url);
    const metrics = linesOf(router).find(({ msg }) => msg === 'metrics are served');
    const [own, open] = await Promise.all([
      fetch(String(metrics?.['metricsUrl'])),
      fetch(`${url}/metrics`),
    ]);

    expect(await own.text()).toContain('router_operation_duration_seconds_count{type="query"');
    expect(open.status).toBe(404);
  });
});
