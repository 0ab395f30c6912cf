// The registry as a process: how long a publish and a rollback take until every stream has heard of them, and how long
// other requests wait meanwhile. `node bench/registry/publish.ts [--rounds N] [--keep]`; --keep writes bench/results/publish.md.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, tmpdir, totalmem, type } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { type SignedFetch, createSignedFetch } from '@supergraph/kit/signed-fetch';
import { type SubgraphSdl, readSubgraphs } from '@supergraph/schema/read-subgraphs';

import { generateSubgraphs } from './generate-subgraphs.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const STREAMS = 3;
const GENERATED = 100;
const PING_MS = 5;
const KEY = createHash('sha256').update('bench').digest('hex');
const PUBLISH = `mutation ($input: PublishInput!) { publish(input: $input) { outcome activation message } }`;
const ROLLBACK = `mutation { rollback(input: {}) { outcome activation } }`;

interface Registry {
  readonly fetch: SignedFetch;
  readonly url: string;
  readonly child: ChildProcess;
}

interface Row {
  readonly name: string;
  readonly publishMs: readonly number[];
  readonly publishLiveMs: readonly number[];
  readonly rollbackLiveMs: readonly number[];
  /** What requests for /health/live waited meanwhile. */
  readonly pingMs: readonly number[];
  /** The longest turn of the registry's event loop meanwhile. */
  readonly longestTurnMs: number;
}

async function startRegistry(dataDir: string): Promise<Registry> {
  const child = spawn(process.execPath, [path.join(ROOT, 'schema/src/server.ts')], {
    env: { DATA_DIR: dataDir, PORT: '0', CALLER_KEYS: JSON.stringify({ graph: KEY }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      const found = /"url":"(?<url>[^"]+)"/u.exec(chunk.toString('utf8'))?.groups?.['url'];
      if (found !== undefined) {
        resolve(found);
      }
    });
  });
  return { url, child, fetch: createSignedFetch({ caller: 'graph', key: KEY, now: Date.now }) };
}

/** Resolves, for each stream, when it has heard of an activation. */
async function follow({ url, fetch }: Registry): Promise<(activation: number) => Promise<void>> {
  const heard = new Set<number>();
  const waiting = new Map<number, () => void>();
  const response = await fetch(new URL('/supergraph/events', url));
  const read = async (): Promise<void> => {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      for (const [, number] of chunk.matchAll(/^id: (\d+)$/gmu)) {
        heard.add(Number(number));
        waiting.get(Number(number))?.();
      }
    }
  };
  // It ends with the process.
  void read().catch(() => undefined);
  return (activation) =>
    heard.has(activation)
      ? Promise.resolve()
      : new Promise((resolve) => {
          waiting.set(activation, resolve);
        });
}

async function ask({ url, fetch }: Registry, query: string, variables: object = {}) {
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    body: { query, variables },
  });
  const { data, errors } = (await response.json()) as {
    data: Record<string, { outcome: string; activation: number }>;
    errors?: readonly { message: string }[];
  };
  const [payload] = Object.values(data ?? {});
  if (payload?.outcome !== 'ACTIVATED') {
    throw new Error(JSON.stringify(errors ?? payload));
  }
  return payload.activation;
}

async function measure(
  name: string,
  subgraphs: readonly SubgraphSdl[],
  rounds: number,
): Promise<Row> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'bench-registry-'));
  const registry = await startRegistry(dataDir);
  try {
    const streams = await Promise.all(Array.from({ length: STREAMS }, () => follow(registry)));
    const heardBy = (activation: number) =>
      Promise.all(streams.map((hasHeard) => hasHeard(activation)));
    await ask(registry, PUBLISH, { input: { subgraphs } });
    const row = { publishMs: [], publishLiveMs: [], rollbackLiveMs: [] } as Record<
      'publishMs' | 'publishLiveMs' | 'rollbackLiveMs',
      number[]
    >;
    await readLongestTurn(registry);
    const pings = startPings(registry);
    for (let round = 0; round < rounds; round++) {
      const [first] = subgraphs;
      const sdl = `${first?.sdl}\nextend type Query { round${round}: Int }`;
      const changed = first && { ...first, sdl };
      let startedAt = performance.now();
      const published = await ask(registry, PUBLISH, { input: { subgraphs: [changed] } });
      row.publishMs.push(performance.now() - startedAt);
      await heardBy(published);
      row.publishLiveMs.push(performance.now() - startedAt);
      startedAt = performance.now();
      await heardBy(await ask(registry, ROLLBACK));
      row.rollbackLiveMs.push(performance.now() - startedAt);
    }
    const pingMs = await pings.stop();
    const longestTurnMs = await readLongestTurn(registry);
    const result = { name, ...row, pingMs, longestTurnMs };
    console.error(name, summarize(result));
    return result;
  } finally {
    registry.child.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Since it was read last, as the process measures it itself, every 10 ms. */
async function readLongestTurn({ url }: Registry): Promise<number> {
  const metrics = await (await globalThis.fetch(new URL('/metrics', url))).text();
  const seconds = /^nodejs_eventloop_lag_max_seconds\S* (?<value>\S+)$/mu.exec(metrics)?.groups?.[
    'value'
  ];
  return Number(seconds) * 1000;
}

function startPings({ url }: Registry): { stop(): Promise<number[]> } {
  const tookMs: number[] = [];
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      await (await globalThis.fetch(new URL('/health/live', url))).text();
      tookMs.push(performance.now() - startedAt);
      await wait(PING_MS);
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
      return tookMs;
    },
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function show(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0);
}

function summarize({
  publishMs,
  publishLiveMs,
  rollbackLiveMs,
  pingMs,
  longestTurnMs,
}: Row): string[] {
  return [
    show(quantile(publishMs, 0.5)),
    show(quantile(publishLiveMs, 0.5)),
    show(Math.max(...publishLiveMs)),
    show(quantile(rollbackLiveMs, 0.5)),
    show(quantile(pingMs, 0.5)),
    show(quantile(pingMs, 0.99)),
    show(Math.max(...pingMs)),
    show(longestTurnMs),
  ];
}

function render(rows: readonly Row[], rounds: number): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    '# Publishing',
    '',
    `\`pnpm bench:publish --keep\`, ${rounds} rounds: one subgraph of a published graph gets a field, then it is rolled back, with ${STREAMS} open streams.`,
    'Live is when the last of the streams has heard of it. Waits are those of requests for `/health/live`, one after the other all the while, from the same machine; the longest turn is that of the',
    'event loop of the registry as its own metrics tell it, 10 ms of which are the measure itself.',
    '',
    `Node ${process.version} on ${type()} ${release()} ${arch()}, ${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${memory} GB.`,
    '',
    '| ms | publish p50 | live p50 | live max | rollback live p50 | wait p50 | wait p99 | wait max | longest turn |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${[row.name, ...summarize(row)].join(' | ')} |`),
    '',
  ].join('\n');
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '10' }, keep: { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);
const rows = [
  await measure("this project's subgraphs", await readSubgraphs(ROOT), rounds),
  await measure(`${GENERATED} generated subgraphs`, generateSubgraphs(GENERATED), rounds),
];
const text = render(rows, rounds);
console.log(text);
if (values.keep) {
  writeFileSync(path.join(ROOT, 'bench/results/publish.md'), text);
}
