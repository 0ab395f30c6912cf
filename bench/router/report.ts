import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';
import path from 'node:path';

import { REFERENCE } from './contestants/contestants.ts';
import { CONNECTIONS, LOAD_TOOL } from './load.ts';
import type { Sample } from './measure.ts';
import type { BenchOptions } from './options.ts';

/** Read as files: not every package exports its package.json. */
const MODULES = path.join(import.meta.dirname, '../node_modules');
const RESULTS = path.join(import.meta.dirname, '../results');

const HEAD =
  ', CPU ms/request, requests/CPU s, ratio, requests/s, p50 ms, p99 ms, RSS MB, fetches/request, failures';

export interface Cell extends Sample {
  readonly query: string;
  readonly answerBytes: number;
  readonly contestant: string;
}

export interface Report {
  readonly date: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly load: string;
  readonly cells: readonly Cell[];
}

export function createReport(cells: readonly Cell[], options: BenchOptions): Report {
  const { rounds, seconds, warmUpSeconds, firstWarmUpSeconds } = options;
  return {
    date: new Date().toISOString(),
    machine: `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()} ${arch()}`,
    versions: {
      node: process.version,
      '@apollo/gateway': versionOf('@apollo/gateway'),
      '@apollo/server': versionOf('@apollo/server'),
      graphql: versionOf('graphql'),
    },
    load: `${LOAD_TOOL}, ${CONNECTIONS} connections, ${firstWarmUpSeconds} s to warm up and ${warmUpSeconds} s before each further round, median of ${rounds} × ${seconds} s`,
    cells,
  };
}

function versionOf(name: string): string {
  const text = readFileSync(path.join(MODULES, name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

const figure = (value: number, digits: number): string => value.toFixed(digits);

/** How many times less CPU than the reference; empty without it. */
function describeRatio({ cells }: Report, { query, cpuMsPerRequest }: Cell): string {
  const reference = cells.find(
    (cell) => cell.query === query && cell.contestant === REFERENCE,
  )?.cpuMsPerRequest;
  return reference === undefined ? '' : `${figure(reference / cpuMsPerRequest, 1)}×`;
}

/** The report as markdown. */
export function renderReport(report: Report): string {
  const queries = [...new Set(report.cells.map(({ query }) => query))];
  const versions = Object.entries(report.versions).map(([name, version]) => `${name} ${version}`);
  return [
    '# Router benchmark',
    `${report.date}. ${report.machine}. ${versions.join(', ')}. Load: ${report.load}. The contestant has one core, ` +
      'the subgraphs and the load share another. CPU is that of the contestant alone; the ratio is how many times ' +
      `less of it than ${REFERENCE}. Compare ratios, not figures of two machines.`,
    ...queries.flatMap((query) => renderQuery(report, query)),
  ]
    .join('\n\n')
    .concat('\n');
}

function renderQuery(report: Report, query: string): readonly string[] {
  const cells = report.cells.filter((cell) => cell.query === query);
  const rows = cells.map((cell) => [
    cell.contestant,
    figure(cell.cpuMsPerRequest, 3),
    figure(1000 / cell.cpuMsPerRequest, 0),
    describeRatio(report, cell),
    figure(cell.requestsPerSecond, 0),
    figure(cell.p50Ms, 1),
    figure(cell.p99Ms, 1),
    figure(cell.residentMb, 0),
    figure(cell.fetchesPerRequest, 2),
    String(cell.failures),
  ]);
  const head = HEAD.split(', ');
  const table = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows];
  return [
    `## ${query} (${cells[0]?.answerBytes ?? 0} bytes)`,
    table.map((row) => `| ${row.join(' | ')} |`).join('\n'),
  ];
}

/** Keeps it as bench/results/router.json and router.md. */
export function writeReport(report: Report): void {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(path.join(RESULTS, 'router.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(path.join(RESULTS, 'router.md'), renderReport(report));
}
