import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { createTestFolder } from '@supergraph/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { query } from './harness/query.ts';
import { createKey, signIn } from './harness/shop.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const REQUESTS = 400;
const FIELD = 'ProductVariant.listPrice';
const QUERY = 'query ($sku: String!) { variantBySku(sku: $sku) { listPrice { amount currency } } }';

interface Recorded {
  readonly sku: string;
  readonly amount: number | null;
}

const folder = createTestFolder();
const file = path.join(folder.path, 'erp-prices.jsonl');
let graph: RunningGraph;
let recorded: Recorded[];
/** Those on sale that the ERP can have: it is asked for no others. */
let asked: Recorded[];
const MATERIAL_LENGTH = 18;

beforeAll(async () => {
  graph = await startGraph({ env: { RESULTS_CACHE: 'off' } });
  await control('/behaviour', { latencyMs: [0, 0] });
});
afterAll(async () => {
  await graph?.stop();
  folder[Symbol.dispose]();
});

/** The control port of the ERP's simulator. */
async function control(route: string, body?: object) {
  const response = await fetch(`http://127.0.0.1:${graph.graphPort + 71}${route}`, {
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return JSON.parse(await response.text());
}

const countCalls = async (): Promise<number> =>
  (await control('/calls')).byOperation.GetListPrice ?? 0;

/** One of the commands of this project, as its users call it. */
function run(script: string, args: readonly string[]): Promise<{ code: number; stdout: string }> {
  const env = {
    ...process.env,
    GRAPH_PORT: String(graph.graphPort),
    DATA_DIR: graph.dataDir,
    npm_config_user_agent: 'pnpm/12',
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { cwd: ROOT, env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout: stdout + stderr }),
    );
  });
}
const playback = (...args: string[]) => run('playback/src/cli.ts', args);
const runGraph = (...args: string[]) => run('bin/graph.mjs', args);

/** The list prices of so many variants, a request each; the same query all the time. */
async function readListPrices(): Promise<Map<string, number | null>> {
  const found = new Map<string, number | null>();
  for (let at = 0; at < REQUESTS; at++) {
    const { sku } = asked[at % asked.length] ?? { sku: '' };
    const { data, errors } = await query(graph.url, {
      query: QUERY,
      variables: { sku },
      headers: { 'x-currency': 'EUR' },
    });
    expect(errors).toBeUndefined();
    found.set(sku, data.variantBySku.listPrice?.amount ?? null);
  }
  return found;
}

async function keepOnSale(lines: readonly Recorded[]): Promise<Recorded[]> {
  const kept: Recorded[] = [];
  for (const line of lines) {
    const text = 'query ($sku: String!) { variantBySku(sku: $sku) { id } }';
    const { data } = await query(graph.url, { query: text, variables: { sku: line.sku } });
    kept.push(...(data.variantBySku === null ? [] : [line]));
  }
  return kept;
}

const readVersion = async (): Promise<string> =>
  (await runGraph('history', '--limit', '1', '--format', 'json')).stdout;

it('records what the ERP says of every SKU', async () => {
  expect(await playback('record', file, '--currencies', 'EUR')).toEqual({
    code: 0,
    stdout: expect.stringMatching(/answers of the ERP are in/u) as string,
  });
  recorded = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded);
  asked = await keepOnSale(recorded.filter(({ sku }) => sku.length <= MATERIAL_LENGTH));
  expect(asked.length).toBeGreaterThan(5);
  const book = await control('/price-book', {
    currency: 'EUR',
    materials: recorded.map(({ sku }) => sku),
  });
  expect(recorded.length).toBeGreaterThan(50);
  expect(recorded.map(({ amount }) => amount)).toEqual(
    recorded.map(({ sku }) => (sku.length <= MATERIAL_LENGTH ? book[sku].amount : null)),
  );
});

it('finds that pricing says something else, and nothing once it has the ERP’s prices', async () => {
  const before = await playback('compare', file);
  expect(before).toEqual({
    code: 1,
    stdout: expect.stringMatching(/the ERP says .*, pricing /u) as string,
  });
  expect(await runGraph('import', file)).toMatchObject({ code: 0 });
  expect(await playback('compare', file)).toEqual({
    code: 0,
    stdout: `${recorded.length} answers compared, no difference.\n`,
  });
});

describe('the field that moves', () => {
  it.each([
    [0, 100],
    [25, 75],
    [100, 0],
  ])(
    'at %i percent leaves the ERP %i of 100 calls, and every answer as it was',
    async (percent, left) => {
      const version = await readVersion();
      const set = await runGraph('override', FIELD, String(percent));
      expect(set.stdout).toBe(`${FIELD}: pricing answers ${percent} of 100 requests.\n`);
      await expect.poll(isHeard(percent)).toBe(true);
      const before = await countCalls();
      const found = await readListPrices();
      const share = (100 * ((await countCalls()) - before)) / REQUESTS;
      expect(Math.abs(share - left)).toBeLessThanOrEqual(3);
      expect([...found]).toEqual(asked.map(({ sku, amount }) => [sku, amount]));
      expect(await readVersion()).toBe(version);
    },
  );

  /** Ten requests in a row go where they should: the router has heard of it. */
  function isHeard(percent: number): () => Promise<boolean> {
    return async () => {
      const before = await countCalls();
      for (let at = 0; at < 10; at++) {
        await query(graph.url, { query: QUERY, variables: { sku: asked[at % asked.length]?.sku } });
      }
      const calls = (await countCalls()) - before;
      return Math.abs(10 * calls - (100 - percent)) <= 10;
    };
  }
});

it('finds a difference that somebody made', async () => {
  const planted = recorded.find(({ amount }) => amount !== null);
  const { data } = await query(graph.url, {
    query:
      'mutation ($input: ListPriceSetInput!) { listPriceSet(input: $input) { errors { ... on UserError { message } } } }',
    variables: {
      input: {
        idempotencyKey: createKey(),
        sku: planted?.sku,
        currency: 'EUR',
        amount: (planted?.amount ?? 0) + 1,
      },
    },
    headers: await signIn(graph.url, 'admin@example.com'),
  });
  expect(data.listPriceSet.errors).toEqual([]);
  const { code, stdout } = await playback('compare', file, '--format', 'json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    compared: recorded.length,
    differences: [
      {
        sku: planted?.sku,
        currency: 'EUR',
        erp: planted?.amount,
        pricing: (planted?.amount ?? 0) + 1,
        recordedAt: expect.any(String) as string,
      },
    ],
  });
});
