import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { createTestFolder } from '@supergraph/kit/testing';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';

import { query } from './harness/query.ts';
import { startGraph, type RunningGraph } from './harness/start-graph.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const realCatalogFile = process.env['REAL_CATALOG_FILE'];

let graph: RunningGraph;
let folder: ReturnType<typeof createTestFolder>;

beforeAll(async () => {
  folder = createTestFolder();
  graph = await startGraph({ profile: 'none' });
});

afterAll(async () => {
  await graph.stop();
  folder[Symbol.dispose]();
});

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly tookMs: number;
}

async function run(script: string, ...args: readonly string[]): Promise<Ended> {
  const started = performance.now();
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, GRAPH_PORT: String(graph.graphPort), DATA_DIR: graph.dataDir },
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output, tookMs: performance.now() - started };
}

const importFile = (file: string) => run('schema/src/cli.ts', 'import', file);

function importLines(...lines: readonly object[]): Promise<Ended> {
  const file = path.join(folder.path, 'lines.jsonl');
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return importFile(file);
}

/** One row of the summary: created, updated, unchanged, rejected, skipped. */
function rowOf({ output }: Ended, type: string): number[] {
  const row = output.split('\n').find((line) => line.startsWith(`${type} `)) ?? '';
  return row.split(/\s+/u).slice(1).map(Number);
}

describe('the real catalogue', () => {
  function findRealCatalog({ skip }: TestContext): string {
    skip(realCatalogFile === undefined, 'REAL_CATALOG_FILE is not set');
    return realCatalogFile ?? '';
  }

  it('imports completely in less than 5 seconds, and says which types nobody takes', async (test) => {
    const first = await importFile(findRealCatalog(test));
    expect({ code: first.code, total: rowOf(first, 'total') }).toMatchObject({
      code: 0,
      total: [expect.any(Number), 0, 0, 0, expect.any(Number)],
    });
    expect(['location', 'stock'].map((type) => rowOf(first, type)[0])).toEqual([41, 194]);
    expect(rowOf(first, 'review')[0]).toBe(582);
    expect(first.tookMs).toBeLessThan(5000);
  });

  it('changes nothing the second time, in less than 5 seconds', async (test) => {
    const again = await importFile(findRealCatalog(test));
    const [created, updated, unchanged, rejected] = rowOf(again, 'total');
    expect({ created, updated, unchanged, rejected }).toEqual({
      created: 0,
      updated: 0,
      unchanged: 1425,
      rejected: 0,
    });
    expect(again.tookMs).toBeLessThan(5000);
  });

  it('is found through the graph, with its prices', async (test) => {
    findRealCatalog(test);
    const { data } = await query(graph.url, {
      query: `{ variantBySku(sku: "BEA-ESS-ESS-001") { product { name } price(currency: "USD") { current { amount } } } }`,
    });
    expect(data).toEqual({
      variantBySku: {
        product: { name: 'Essence Mascara Lash Princess' },
        price: { current: { amount: 999 } },
      },
    });
  });
});

describe('a file in which parents stand far below their children', () => {
  it('is imported completely', async () => {
    const category = (key: string, parentKey?: string) => ({
      type: 'category',
      key,
      name: { en: key },
      ...(parentKey !== undefined && { parentKey }),
    });
    const between = Array.from({ length: 600 }, (_, at) => category(`filler-${at}`));
    const ended = await importLines(
      category('leaf', 'branch'),
      ...between,
      category('branch', 'root'),
      ...between.map(({ key }) => category(`${key}-more`)),
      category('root'),
    );
    expect(rowOf(ended, 'category')).toEqual([1203, 0, 0, 0, 0]);
  });
});

describe('a file with bad lines', () => {
  it('is imported but for those, which are named', async () => {
    const ended = await importLines(
      { type: 'category', key: 'jars', name: { en: 'Jars' } },
      {
        type: 'product',
        key: 'j1',
        categoryKeys: ['jars'],
        name: { en: 'Jar' },
        variants: [{ sku: 'JAR-1' }],
      },
      {
        type: 'product',
        key: 'j2',
        categoryKeys: ['lids'],
        name: { en: 'Lid' },
        variants: [{ sku: 'LID-1' }],
      },
      { type: 'price', sku: 'JAR-1', currency: 'EUR', amount: -5, taxIncluded: true },
      { type: 'price', sku: 'LID-1', currency: 'EUR', amount: 500, taxIncluded: true },
      { type: 'price', sku: 'JAR-1', currency: 'EUR', amount: 500, taxIncluded: true },
      { type: 'prise', sku: 'JAR-1' },
    );
    expect({ code: ended.code, total: rowOf(ended, 'total') }).toEqual({
      code: 1,
      total: [3, 0, 0, 4, 0],
    });
    expect(ended.output.match(/^line \d+ \(\w+\)/gmu)).toEqual([
      'line 3 (product)',
      'line 4 (price)',
      'line 5 (price)',
      'line 7 (prise)',
    ]);
  });
});

describe('the demo data', () => {
  it('imports with nothing rejected', async () => {
    const file = path.join(folder.path, 'tiny.jsonl');
    await run('demo/src/cli.ts', '--profile', 'tiny', '--out', file);
    const ended = await importFile(file);
    expect({ code: ended.code, rejected: rowOf(ended, 'total')[3] }).toEqual({
      code: 0,
      rejected: 0,
    });
  });
});
