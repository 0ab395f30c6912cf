import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { importLines } from './harness/import-lines.ts';
import { query } from './harness/query.ts';
import { Random } from './harness/random.ts';
import { createAsker, readAnswers } from './harness/search-answers.ts';
import { demoProducts, readLags, waitForConsumers, waitForIndex } from './harness/search-index.ts';
import { startSecondInstance } from './harness/second-instance.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const PAGE = `query ($input: SearchInput!, $after: String) { search(input: $input, first: 20, after: $after) {
  nodes { id } pageInfo { hasNextPage endCursor } } }`;
const CHANGES = 100;
const KILLS = 5;
const PRODUCTS = demoProducts('demo').length;

let graph: RunningGraph;
let databaseFile: string;
beforeAll(async () => {
  graph = await startGraph({ profile: 'demo' });
  databaseFile = path.join(graph.dataDir, 'second', 'search.db');
  await waitForIndex(graph, PRODUCTS);
});
afterAll(() => graph?.stop());

const startSecond = (isAwaited = true) =>
  startSecondInstance(graph, 'search', { databaseFile, isAwaited });

/** Starts an instance over the file, waits until it has read everything, and answers what it answers. */
async function readAnswersOfSecond(): Promise<unknown[]> {
  await using second = await startSecond();
  await waitForConsumers(second.url);
  return await readAnswers(createAsker(graph, second.url));
}

const readAnswersOfFirst = () => readAnswers(createAsker(graph, graph.serviceUrls['search'] ?? ''));

function removeFile(): void {
  for (const end of ['', '-wal', '-shm']) {
    rmSync(`${databaseFile}${end}`, { force: true });
  }
}

const productLine = (key: string, name: string): string =>
  JSON.stringify({
    type: 'product',
    key,
    categoryKeys: [],
    name: { en: name, de: `${name} auf Deutsch` },
    variants: [{ sku: key.toUpperCase() }],
  });
const priceLine = (sku: string, amount: number): string =>
  JSON.stringify({ type: 'price', sku, currency: 'USD', amount, taxIncluded: false });

it.each(['RELEVANCE', 'NAME_ASC', 'NEWEST'])(
  'leaves nothing out and repeats nothing over all pages while 100 products come, by %s',
  async (sort) => {
    const before = demoProducts('demo').map(({ id }) => id);
    const ids: string[] = [];
    let after: string | null = null;
    for (let page = 0; ; page++) {
      const variables = { input: { sort }, after };
      const { data, errors } = await query(graph.url, { query: PAGE, variables });
      expect(errors).toBeUndefined();
      ids.push(...data.search.nodes.map(({ id }: { readonly id: string }) => id));
      if (!data.search.pageInfo.hasNextPage) {
        break;
      }
      after = data.search.pageInfo.endCursor;
      if (page < CHANGES) {
        const key = `between-${sort.toLowerCase().replace('_', '-')}-${page}`;
        await importLines(graph, () => [productLine(key, `Inserted ${page}`)]);
      }
    }
    expect(ids.length).toBe(new Set(ids).size);
    expect(before.filter((id) => !ids.includes(id))).toEqual([]);
  },
);

it('takes the cursor of one instance on another with a file of its own', async () => {
  await using second = await startSecond();
  await waitForConsumers(second.url);
  const first = createAsker(graph, graph.serviceUrls['search'] ?? '');
  const askers = [first, createAsker(graph, second.url)] as const;
  const input = { query: 'wirless lapm' };
  const read = async (turn: (page: number) => number): Promise<string[]> => {
    const ids: string[] = [];
    let after: string | null = null;
    for (let page = 0; ; page++) {
      const { data } = await (askers[turn(page)] ?? first)(PAGE, { input, after });
      ids.push(...data.search.nodes.map(({ id }: { readonly id: string }) => id));
      after = data.search.pageInfo.endCursor;
      if (!data.search.pageInfo.hasNextPage) {
        return ids;
      }
    }
  };
  const alone = await read(() => 0);
  expect(alone.length).toBeGreaterThan(40);
  expect(await read((page) => page % 2)).toEqual(alone);
});

it('catches up with 100 products and prices that changed while it was stopped', async () => {
  const before = await readAnswersOfSecond();
  const lines = Array.from({ length: CHANGES }, (_, index) => [
    productLine(`later-${index}`, `Later lamp ${index}`),
    priceLine(`LATER-${index}`, 5000 + index),
  ]).flat();
  await importLines(graph, () => [...lines, priceLine('DEMO-LAST-ONE', 1234)]);
  const priceOfFirst = async (sku: string): Promise<unknown> => {
    const text = `{ search(input: { query: "${sku}" }) { nodes { indexedPrice { min { amount } } } } }`;
    const { data } = await createAsker(graph, graph.serviceUrls['search'] ?? '')(text, {});
    return data.search.nodes[0]?.indexedPrice?.min.amount;
  };
  await expect.poll(() => priceOfFirst('LATER-99'), { timeout: 20_000 }).toBe(5099);
  await expect.poll(() => priceOfFirst('DEMO-LAST-ONE'), { timeout: 20_000 }).toBe(1234);

  const after = await readAnswersOfFirst();
  expect(after).not.toEqual(before);
  expect(await readAnswersOfSecond()).toEqual(after);
});

it('answers the same from a file that it made anew', async () => {
  removeFile();
  expect(await readAnswersOfSecond()).toEqual(await readAnswersOfFirst());
});

it('answers the same though it was killed at random moments while it made its file', async () => {
  removeFile();
  const random = new Random(5);
  let killedWhileBehind = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const second = await startSecond(false);
    await wait(random.below(400));
    const lags = await readLags(second.url);
    killedWhileBehind += Number(lags.length < 2 || lags.some((lag) => lag > 0));
    await second.stop('SIGKILL');
  }
  expect(killedWhileBehind).toBeGreaterThan(0);
  expect(await readAnswersOfSecond()).toEqual(await readAnswersOfFirst());
});
