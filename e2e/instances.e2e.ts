import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { query } from './harness/query.ts';
import { askRegistry } from './harness/registry-api.ts';
import { type LoadFindings, startLoad } from './harness/router-load.ts';
import { startSecondInstance } from './harness/second-instance.ts';
import { SERVICES } from './harness/services.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const LIVE_WITHIN_MS = 5000;
const PER_SECOND = 100;
/** The first ports of the block are those of services; this one is left over. */
const SPARE_PORT = 50;

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph({ env: { LOG_LEVEL: 'info' } });
});
afterAll(() => graph?.stop());

const CATALOG = readFileSync(
  fileURLToPath(new URL('../subgraphs/catalog/schema.graphql', import.meta.url)),
  'utf8',
);
const PUBLISH = `mutation ($input: PublishInput!) { publish(input: $input) { outcome message } }`;
const isField = async (): Promise<boolean> => {
  const { data } = await query(graph.url, {
    query: '{ __type(name: "Query") { fields { name } } }',
  });
  return data.__type.fields.some(({ name }: { name: string }) => name === 'planted');
};

async function waitFor(isTrue: () => boolean | Promise<boolean>): Promise<number> {
  const started = performance.now();
  while (!(await isTrue())) {
    if (performance.now() - started > 20_000) {
      throw new Error('It did not come true.');
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
  return performance.now() - started;
}

const PAGE = `{
  variantBySku(sku: "DEMO-SALE") { name price { current { amount } } stock { available } }
  search(input: { sort: NAME_ASC }, first: 1) { totalCount nodes { id } }
  currencies
  cart { id }
  me { id }
}`;
const CREATE = 'mutation { cartCreate(input: {}) { errors { __typename } } }';
const CREATED = { cartCreate: { errors: [] } };

/** Reads from every service, and now and then a cart that is created. */
async function startPageLoad() {
  const { data, errors } = await query(graph.url, { query: PAGE });
  expect(errors).toBeUndefined();
  return startLoad({
    url: graph.url,
    perSecond: PER_SECOND,
    operation: (at) => (at % 5 === 0 ? { query: CREATE, data: CREATED } : { query: PAGE, data }),
  });
}

const failedOf = ({ sent, wrong }: LoadFindings) => ({ isSent: sent > 20, wrong });
const operationsOf = (name: string): number =>
  graph.logOf(name).filter(({ route }) => route === '/graphql').length;

describe('a publish', () => {
  it('is live on the router within a second or so, and so is its rollback', async () => {
    const sdl = `${CATALOG}\nextend type Query { "For a test." planted: String }\n`;
    const input = { subgraphs: [{ name: 'catalog', sdl }], now: true };
    const { publish } = await askRegistry(graph, PUBLISH, { input });
    expect(publish.outcome).toBe('ACTIVATED');
    const liveMs = await waitFor(isField);
    const { rollback } = await askRegistry(graph, 'mutation { rollback(input: {}) { outcome } }');
    expect(rollback.outcome).toBe('ACTIVATED');
    const backMs = await waitFor(async () => !(await isField()));
    process.stdout.write(
      `live ${Math.round(liveMs)} ms after the publish, back ${Math.round(backMs)} ms after the rollback\n`,
    );
    expect(Math.max(liveMs, backMs)).toBeLessThan(LIVE_WITHIN_MS);
  });
});

describe('a registry that is killed', () => {
  it('fails no request, and the router follows it again when it is back', async () => {
    const load = await startPageLoad();
    const follows = () => graph.logOf('router').filter(({ msg }) => msg === 'follows the registry');
    const before = follows().length;
    process.kill(graph.pidOf('registry'), 'SIGKILL');
    await waitFor(() => follows().length > before);
    expect(failedOf(await load.stop())).toEqual({ isSent: true, wrong: [] });
  });
});

describe('a second instance', () => {
  it('takes its share of the operations', async () => {
    await using second = await startSecondInstance(graph, 'catalog', {
      port: graph.graphPort + SPARE_PORT,
    });
    const before = operationsOf('catalog');
    const load = await startPageLoad();
    await waitFor(() => second.countOperations() > 50 && operationsOf('catalog') > before + 50);
    expect(failedOf(await load.stop()).wrong).toEqual([]);
  });

  it('fails no request when it leaves', async () => {
    const second = await startSecondInstance(graph, 'catalog', {
      port: graph.graphPort + SPARE_PORT,
    });
    const load = await startPageLoad();
    await waitFor(() => second.countOperations() > 10);
    expect(await second.stop()).toBe(0);
    expect(failedOf(await load.stop())).toEqual({ isSent: true, wrong: [] });
  });
});

describe('a rolling restart under load', () => {
  it.each(SERVICES)('of %s fails no request', async (name) => {
    await using _second = await startSecondInstance(graph, name, {
      port: graph.graphPort + SPARE_PORT,
    });
    const load = await startPageLoad();
    const old = graph.pidOf(name);
    process.kill(old, 'SIGTERM');
    const registrations = () =>
      graph.logOf(name).filter(({ msg, pid }) => msg === 'registered' && pid !== old).length;
    await waitFor(() => registrations() > 0);
    expect(failedOf(await load.stop())).toEqual({ isSent: true, wrong: [] });
  });
});
