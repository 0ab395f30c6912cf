// Search as a process, behind the router: answers by size of the catalogue, rebuild, lag, memory, and how often it finds what was meant.
// `pnpm bench:search [--sizes 2000,50000] [--keep]`; 200000 takes long. --keep writes bench/results/search.md.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { PROFILES, type Profile } from '@supergraph/demo/profiles';
import { importLines } from '@supergraph/e2e/import-lines';
import {
  type SoughtProduct,
  demoProducts,
  readProducts,
  waitForConsumers,
  waitForIndex,
} from '@supergraph/e2e/search-index';
import { measureQuality } from '@supergraph/e2e/search-quality';
import { startSecondInstance } from '@supergraph/e2e/second-instance';
import { type RunningGraph, startGraph } from '@supergraph/e2e/start-graph';

import { fill } from './catalogue.ts';
import { measure, readMemory } from './measure.ts';
import { type JudgedData, type SizeResult, readLoad, render } from './report.ts';

const QUALITY = { queries: 500, seed: 5 };
const LOCALES = ['en', 'de', 'fr'];

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function findProfile(products: number): Profile {
  const names = Object.keys(PROFILES) as Profile[];
  const found = names.find((name) => PROFILES[name] === products);
  if (found === undefined) {
    throw new Error(`Sizes are ${Object.values(PROFILES).join(', ')}, not ${products}.`);
  }
  return found;
}

async function judge(
  { url }: RunningGraph,
  name: string,
  { products, locales }: { products: readonly SoughtProduct[]; locales: readonly string[] },
): Promise<JudgedData[]> {
  const judged: JudgedData[] = [];
  for (const locale of locales) {
    const quality = await measureQuality(url, products, { ...QUALITY, locale });
    judged.push({ name, quality });
  }
  return judged;
}

async function runSize(products: number, judged: JudgedData[]): Promise<SizeResult> {
  const profile = findProfile(products);
  const sought = demoProducts(profile);
  await using graph = await startGraph({ profile: 'none' });
  say(`${products}: importing`);
  const filled = await fill(graph, profile, sought.length);
  const pid = graph.pidOf('search');
  say(`${products}: measuring`);
  const timings = await measure(graph, sought);
  const memory = readMemory(pid);
  if (profile === 'demo') {
    const given = { products: sought, locales: LOCALES };
    judged.push(...(await judge(graph, 'demo', given)));
  }
  say(`${products}: rebuilding`);
  const file = path.join(graph.dataDir, 'search-rebuilt.db');
  const rebuildMs = await measureRebuild(graph, file);
  return {
    products,
    ...filled,
    timings,
    memory,
    rebuildMs,
    fileMb: statSync(file).size / 2 ** 20,
  };
}

/** From the start of a process with an empty file until it has read all feeds. */
async function measureRebuild(graph: RunningGraph, databaseFile: string): Promise<number> {
  const started = performance.now();
  await using instance = await startSecondInstance(graph, 'search', { databaseFile });
  await waitForConsumers(instance.url);
  return performance.now() - started;
}

async function judgeRealCatalogue(file: string): Promise<JudgedData[]> {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const products = readProducts(lines);
  await using graph = await startGraph({ profile: 'none' });
  await importLines(graph, () => lines);
  await waitForIndex(graph, products.length);
  return await judge(graph, 'real catalogue', { products, locales: ['en'] });
}

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '2000,50000' },
    keep: { type: 'boolean', default: false },
  },
});
const startLoad = readLoad();
const judged: JudgedData[] = [];
const sizes: SizeResult[] = [];
for (const size of values.sizes.split(',')) {
  sizes.push(await runSize(Number(size), judged));
}
const realCatalogue = process.env['REAL_CATALOG_FILE'];
if (realCatalogue === undefined) {
  say('REAL_CATALOG_FILE is not set: the real catalogue is not judged.');
} else {
  judged.push(...(await judgeRealCatalogue(realCatalogue)));
}
const text = render(sizes, judged, startLoad);
console.log(text);
if (values.keep) {
  writeFileSync(path.join(import.meta.dirname, '../results/search.md'), text);
}
