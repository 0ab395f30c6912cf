import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

import type { Quality } from '@supergraph/e2e/search-quality';

import type { Timings } from './measure.ts';

export interface SizeResult {
  readonly products: number;
  readonly timings: Timings;
  readonly importMs: number;
  readonly catchUpMs: number;
  readonly rebuildMs: number;
  readonly memory: { readonly nowMb: number; readonly mostMb: number };
  readonly fileMb: number;
}

export interface JudgedData {
  readonly name: string;
  readonly quality: Quality;
}

const ROWS: readonly { readonly name: string; readonly of: (result: SizeResult) => string }[] = [
  { name: 'search, p50 / p95 ms (asked: p95 < 30)', of: (one) => spread(one.timings.search) },
  { name: 'suggestions, p50 / p95 ms (asked: p95 < 15)', of: (one) => spread(one.timings.suggest) },
  {
    name: 'search with facets, first time, p50 / p95 ms (asked: < 120)',
    of: (one) => spread(one.timings.facetsCold),
  },
  {
    name: 'search with facets, again, p50 / p95 ms (asked: < 10)',
    of: (one) => spread(one.timings.facetsCached),
  },
  { name: 'page 1, p50 / p95 ms', of: (one) => spread(one.timings.firstPage) },
  { name: 'page 100 (or the last), p50 / p95 ms', of: (one) => spread(one.timings.hundredthPage) },
  {
    name: 'a price changes until search shows it, p50 / p95 ms',
    of: (one) => spread(one.timings.priceLag),
  },
  { name: 'import into catalog and pricing, s', of: ({ importMs }) => seconds(importMs) },
  { name: 'after it, until search has all, s', of: ({ catchUpMs }) => seconds(catchUpMs) },
  { name: 'rebuild of an empty file, s', of: ({ rebuildMs }) => seconds(rebuildMs) },
  {
    name: 'memory of search after all this, now / most, MB',
    of: ({ memory }) => `${memory.nowMb.toFixed(0)} / ${memory.mostMb.toFixed(0)}`,
  },
  { name: 'its file, MB', of: ({ fileMb }) => fileMb.toFixed(0) },
];

/** The whole of bench/results/search.md. `startLoad` is the machine's, before anything was started. */
export function render(
  sizes: readonly SizeResult[],
  judged: readonly JudgedData[],
  startLoad: number,
): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    '# Search',
    '',
    '`pnpm bench:search --keep`: real processes, every request through the router, one after the other, over HTTP from the same machine. Catalogues are those of',
    '`demo/`, without stock and reviews. Searches are 400 different ones of one to three words, a quarter of them mistyped, 24 products each. A rebuild is a further instance with',
    'an empty file that reads the feeds, while the first one runs.',
    '',
    `Node ${process.version} on ${type()} ${release()} ${arch()}, ${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${memory} GB; load of the machine before the start: ${startLoad.toFixed(1)}.`,
    '',
    `| | ${sizes.map(({ products }) => `${products.toLocaleString('en')} products`).join(' | ')} |`,
    `|---|${'---|'.repeat(sizes.length)}`,
    ...ROWS.map(({ name, of }) => `| ${name} | ${sizes.map(of).join(' | ')} |`),
    '',
    '## Quality',
    '',
    '500 products of each locale, drawn with a seed, are asked for by name: the whole name, and the name with one letter more, less, other, or swapped with the next one, in a word of four',
    'letters or more. Without repair is `typoTolerance: OFF`: all words as they are. Read as meant: the corrected query is the name.',
    '',
    '| data | locale | queries | name in first 5 (asked: 99.5 %) | typo in first 10 (asked: 98 %) | without repair | read as meant |',
    '|---|---|---|---|---|---|---|',
    ...judged.map(({ name, quality }) => `| ${[name, ...cellsOf(quality)].join(' | ')} |`),
    '',
  ].join('\n');
}

function cellsOf({ locale, queries, ...shares }: Quality): (string | number)[] {
  const { exactInFirst5, typoInFirst10, typoInFirst10WithoutRepair, readAsMeant } = shares;
  const all = [exactInFirst5, typoInFirst10, typoInFirst10WithoutRepair, readAsMeant];
  return [locale, queries, ...all.map((share) => `${(share * 100).toFixed(1)} %`)];
}

function spread(times: readonly number[]): string {
  return `${show(quantile(times, 0.5))} / ${show(quantile(times, 0.95))}`;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function show(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0);
}

function seconds(ms: number): string {
  return show(ms / 1000);
}

/** Of the last minute. */
export function readLoad(): number {
  return loadavg()[0] ?? 0;
}
