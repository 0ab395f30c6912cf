import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Answer, query } from './harness/query.ts';
import { askUntil } from './harness/shop.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** The `graph` command, for this graph. */
async function run(...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['schema/src/cli.ts', ...args], {
    cwd: root,
    env: { ...process.env, GRAPH_PORT: String(graph.graphPort), DATA_DIR: graph.dataDir },
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output };
}

const RATINGS_MS = 1500;
const GRID = `search(first: 100) { totalCount nodes { item { id name } indexedPrice { min { amount } max { amount } } inStock }
  facets { name values { value count } } }`;
const WORDS = ['lamp', 'headfones', 'DEMO-SALE', 'kettle'].map(
  (word, at) =>
    `q${at}: search(input: { query: "${word}" }) { totalCount correctedQuery nodes { id } }`,
);
const readAnswers = () => query(graph.url, { query: `{ ${GRID} ${WORDS.join(' ')} }` });
const isReady = async (): Promise<boolean> =>
  (await fetch(`${graph.serviceUrls['search']}/health/ready`)).status === 200;

/** Reviews tells ratings anew a moment after they moved: a list is as it stays when it is the same some moments later. */
async function readUntilSame(): Promise<Answer['data']> {
  const first = (await readAnswers()).data;
  await new Promise((resolve) => {
    setTimeout(resolve, RATINGS_MS);
  });
  const second = (await readAnswers()).data;
  return JSON.stringify(first) === JSON.stringify(second) ? second : readUntilSame();
}

async function readSettled() {
  await askUntil(
    async () => readAnswers(),
    ({ data }) => data?.search?.totalCount > 0,
  );
  await expect
    .poll(async () => (await run('events')).output, { timeout: 20_000 })
    .not.toMatch(/ [1-9]\d* +0 +0$/mu);
  return readUntilSame();
}

describe('graph events', () => {
  it('shows every consumer with nothing passed over', async () => {
    await readSettled();
    const { code, output } = await run('events');
    expect(code).toBe(0);
    expect(output).toMatch(/^cart +cart\.stock +inventory +\d+ +0 +0 +0$/mu);
    expect(output).toMatch(/^search +search\.catalog +catalog +\d+ +0 +0 +0$/mu);
  });

  it('says of a service that is none which there are', async () => {
    const { code, output } = await run('events', 'nothing');
    expect([code, output]).toEqual([2, expect.stringContaining('known are cart, catalog')]);
  });
});

describe('graph replay', () => {
  it('says when there is nothing to do', async () => {
    expect(await run('replay', 'cart')).toEqual({ code: 0, output: 'Nothing was passed over.\n' });
  });
});

describe('graph rebuild', () => {
  it('asks before it empties anything', async () => {
    const { code, output } = await run('rebuild', 'search');
    expect([code, output]).toEqual([2, expect.stringContaining('say --yes')]);
  });

  it('refuses a service whose data is its own', async () => {
    const { code, output } = await run('rebuild', 'catalog', '--yes');
    expect([code, output]).toEqual([2, expect.stringContaining('follows no events')]);
  });

  it('ends with the same answers', async () => {
    const before = await readSettled();
    const { code, output } = await run('rebuild', 'search', '--yes');
    expect([code, output]).toEqual([
      0,
      expect.stringContaining(
        'Rebuilt: search.catalog, search.prices, search.stock, search.ratings.',
      ),
    ]);
    expect((await readAnswers()).data).toEqual(before);
    expect(await isReady()).toBe(true);
  });

  it('ends with the same answers when the service is killed in the middle of it', async () => {
    const before = await readSettled();
    for (const delayMs of [0, 20, 60, 120, 250]) {
      const rebuilding = run('rebuild', 'search', '--yes');
      await expect.poll(isReady, { timeout: 20_000, interval: 1 }).toBe(false);
      await new Promise((resolve) => {
        setTimeout(resolve, delayMs);
      });
      process.kill(graph.pidOf('search'), 'SIGKILL');
      expect(await rebuilding).toMatchObject({ code: 0 });
      expect((await readSettled()).search).toEqual(before.search);
    }
    expect((await readAnswers()).data).toEqual(before);
  });

  it('of the cart’s references leaves carts as they are', async () => {
    const create = 'mutation { cartCreate(input: {}) { cartToken cart { id } } }';
    const { data } = await query(graph.url, { query: create });
    expect(await run('rebuild', 'cart', '--yes')).toMatchObject({ code: 0 });
    const cart = await query(graph.url, {
      query: '{ cart { id } }',
      headers: { 'x-cart-token': data.cartCreate.cartToken },
    });
    expect(cart.data.cart.id).toBe(data.cartCreate.cart.id);
  });
});
