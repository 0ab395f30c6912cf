// Composition in the registry's worker thread: how long it takes, and how long it keeps the thread that asks.
// `node bench/registry/composition.ts [--rounds N] [--keep]`; --keep writes bench/results/composition.md.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { createComposer } from '@supergraph/schema/composer';
import type { Composer } from '@supergraph/schema/composer';
import { readSubgraphs } from '@supergraph/schema/read-subgraphs';
import type { SubgraphSdl } from '@supergraph/schema/read-subgraphs';

import { generateSubgraphs } from './generate-subgraphs.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const WARM_UPS = 3;
const GENERATED = 100;
const NS_PER_MS = 1e6;

interface Row {
  readonly name: string;
  readonly bytes: number;
  readonly composes: boolean;
  readonly firstMs: number;
  readonly p50Ms: number;
  readonly maxMs: number;
  /** The longest that anything else waited for this thread in a composition: the median one, and the worst. */
  readonly delayMs: number;
  readonly worstDelayMs: number;
  /** The same as the worst, for as long a time in which nothing is composed: what the machine does by itself. */
  readonly idleDelayMs: number;
}

async function time(composer: Composer, subgraphs: readonly SubgraphSdl[]) {
  const startedAt = performance.now();
  const { ok } = await composer.compose(subgraphs);
  return { ok, tookMs: performance.now() - startedAt };
}

async function measure(name: string, subgraphs: readonly SubgraphSdl[], rounds: number) {
  await using composer = createComposer();
  const first = await time(composer, subgraphs);
  for (let round = 0; round < WARM_UPS; round++) {
    await time(composer, subgraphs);
  }
  const tookMs: number[] = [];
  const delays: number[] = [];
  const idleDelays: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const took = await watchDelay(async () => time(composer, subgraphs));
    tookMs.push(took.result.tookMs);
    delays.push(took.delayMs);
    idleDelays.push((await watchDelay(async () => wait(took.result.tookMs))).delayMs);
  }
  const row: Row = {
    name,
    bytes: subgraphs.reduce((sum, { sdl }) => sum + Buffer.byteLength(sdl), 0),
    composes: first.ok,
    firstMs: first.tookMs,
    p50Ms: middle(tookMs),
    maxMs: Math.max(...tookMs),
    delayMs: middle(delays),
    worstDelayMs: Math.max(...delays),
    idleDelayMs: Math.max(...idleDelays),
  };
  console.error(JSON.stringify(row));
  return row;
}

/** How long the event loop of this thread was kept at most while something was awaited. */
async function watchDelay<T>(run: () => Promise<T>) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // The monitor itself needs some turns before it sees anything, and one to see the last.
  await wait(10);
  delay.reset();
  const result = await run();
  await wait(10);
  delay.disable();
  return { result, delayMs: delay.max / NS_PER_MS };
}

function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function misspell(subgraphs: readonly SubgraphSdl[], from: string, to: string): SubgraphSdl[] {
  const [target, ...others] = subgraphs.toSorted(
    (a, b) => Number(b.sdl.includes(from)) - Number(a.sdl.includes(from)),
  );
  if (!target?.sdl.includes(from)) {
    throw new Error(`No subgraph says "${from}".`);
  }
  return [{ ...target, sdl: target.sdl.replace(from, to) }, ...others];
}

function versionOf(name: string): string {
  const file = path.join(ROOT, 'schema/node_modules', name, 'package.json');
  return `${name} ${(JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version}`;
}

function render(rows: readonly Row[], rounds: number): string {
  const machine = `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()} ${arch()}`;
  const versions = [
    `node ${process.version}`,
    ...['@apollo/composition', 'graphql'].map(versionOf),
  ];
  const head = [
    '',
    'KB of SDL',
    'composes',
    'first ms',
    'p50 ms',
    'max ms',
    'delay of the caller ms',
    'worst',
    'worst of an idle thread',
  ];
  const table = [
    head,
    head.map((_, index) => (index === 0 ? '---' : '---:')),
    ...rows.map((row) => [
      row.name,
      (row.bytes / 1000).toFixed(0),
      row.composes ? 'yes' : 'no',
      row.firstMs.toFixed(0),
      row.p50Ms.toFixed(0),
      row.maxMs.toFixed(0),
      row.delayMs.toFixed(1),
      row.worstDelayMs.toFixed(1),
      row.idleDelayMs.toFixed(1),
    ]),
  ];
  return [
    '# Composition benchmark',
    `${new Date().toISOString()}. ${machine}. ${versions.join(', ')}. One worker thread, ${WARM_UPS} compositions to warm up, then ${rounds}. ` +
      '"First" includes the start of the thread. The delay is the longest turn of the event loop of the thread that asks, as ' +
      '`monitorEventLoopDelay` sees it, while it sends subgraphs and receives results: the median of all compositions, the worst ' +
      'one, and the worst of the same thread while nothing is composed. What does not compose is composed again ' +
      'for every cause found, and for what it hides.',
    table.map((row) => `| ${row.join(' | ')} |`).join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, keep: { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);
const project = await readSubgraphs(ROOT);
const generated = generateSubgraphs(GENERATED);
const rows = [
  await measure(`the ${project.length} subgraphs of this project`, project, rounds),
  await measure(
    'the same, with a typo in @requires',
    misspell(project, 'fields: "quantity currencyCode', 'fields: "quantty currencyCode'),
    rounds,
  ),
  await measure(`${GENERATED} generated subgraphs`, generated, Math.ceil(rounds / 4)),
  await measure(
    'the same, with a typo in @requires',
    misspell(generated, '@requires(fields: "weight")', '@requires(fields: "wieght")'),
    Math.ceil(rounds / 4),
  ),
];
const report = render(rows, rounds);
console.log(report);
if (values.keep) {
  mkdirSync(path.join(ROOT, 'bench/results'), { recursive: true });
  writeFileSync(path.join(ROOT, 'bench/results/composition.md'), report);
}
