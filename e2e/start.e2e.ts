import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { findFreeBlock, isFree } from './harness/ports.ts';
import { query } from './harness/query.ts';
import { askRegistry } from './harness/registry-api.ts';
import { PORT_OFFSETS, SERVICES } from './harness/services.ts';
import { type RunningGraph, spawnRunner, startGraph } from './harness/start-graph.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'graph-start-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const OFFSETS = [0, ...Object.values(PORT_OFFSETS), 61, 62, 71, 100];
const PROCESSES = ['registry', ...SERVICES, 'erp-simulator', 'payments-simulator', 'router'];
const allFree = async (first: number) =>
  (await Promise.all(OFFSETS.map((offset) => isFree(first + offset)))).every(Boolean);
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
/** Whether the runner or a process it began, or they began in turn, lives. Also one that has said nothing yet. */
const isGroupAlive = (runner = 0) => isAlive(-runner);

async function waitUntil(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const until = Date.now() + 15_000;
  while (!(await isTrue()) && Date.now() < until) {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}

it('says ready with URLs and a curl that works, and leaves no process and no port on SIGTERM', async () => {
  const graph = await startGraph({ dataDir });
  const example = /^ {2}try +curl -s (\S+) .* -d '(.*)'$/mu.exec(graph.output());
  const answer = await query(graph.url, JSON.parse(example?.[2] ?? '{}') as { query: string });
  expect(answer.data.products.nodes[0].defaultVariant.price.current.currency).toBe('USD');

  const pids = PROCESSES.map((name) => graph.pidOf(name));
  expect(await graph.stop()).toBe(0);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(await allFree(graph.graphPort)).toBe(true);
});

it('starts and ends without a warning, also when Ctrl-C reaches all of its processes at once', async () => {
  const graph = await startGraph({ dataDir });
  process.kill(-(graph.runner.pid ?? 0), 'SIGINT');
  await waitUntil(() => !isGroupAlive(graph.runner.pid));
  expect(isGroupAlive(graph.runner.pid)).toBe(false);
  const warnings = graph.output().match(/^.*"level":"(?:warn|error|fatal)".*$/gmu) ?? [];
  expect(warnings.filter((line) => !line.includes('demo logins'))).toEqual([]);
});

it('keeps its data from one start to the next', async () => {
  await using graph = await startGraph({ dataDir });
  const { data } = await query(graph.url, {
    query: '{ variantBySku(sku: "DEMO-SALE") { sku price { current { amount } } } }',
  });
  expect(data.variantBySku.price.current.amount).toEqual(expect.any(Number));
});

it('publishes again what another block of ports has moved, and nothing when nothing has', async () => {
  const read = async (graph: RunningGraph) =>
    askRegistry(graph, '{ active { number } subgraphs { url } }');
  const first = await startGraph({ dataDir });
  const moved = await read(first);
  await first.stop();
  expect(moved.subgraphs.map(({ url }: { url: string }) => url)).toContain(
    `${first.serviceUrls['pricing']}/graphql`,
  );
  await using again = await startGraph({ dataDir, graphPort: first.graphPort });
  expect((await read(again)).active.number).toBe(moved.active.number);
});

it('leaves no process behind when it is killed itself', async () => {
  const graph = await startGraph({ dataDir });
  const pids = PROCESSES.map((name) => graph.pidOf(name));
  graph.runner.kill('SIGKILL');
  await waitUntil(() => !pids.some(isAlive));
  expect(pids.filter(isAlive)).toEqual([]);
  expect(await allFree(graph.graphPort)).toBe(true);
});

it('ends when the process that started it is gone', async () => {
  const graphPort = await findFreeBlock();
  const { runner, output } = spawnRunner(
    { GRAPH_PORT: String(graphPort), DATA_DIR: dataDir },
    { command: ['bin/run.mjs', 'runner/src/cli.ts'] },
  );
  await waitUntil(() => /^ready /mu.test(output()));
  expect(await allFree(graphPort)).toBe(false);
  runner.kill('SIGKILL');
  await waitUntil(() => !isGroupAlive(runner.pid));
  expect(isGroupAlive(runner.pid)).toBe(false);
  expect(await allFree(graphPort)).toBe(true);
});

it('reports a taken port with its holder, starts nothing and never talks to the stranger', async () => {
  const graphPort = await findFreeBlock();
  let asked = 0;
  const stranger = createServer(() => asked++);
  await new Promise<void>((resolve) => {
    stranger.listen(graphPort + 3, '127.0.0.1', resolve);
  });
  const { ended, output } = spawnRunner({
    GRAPH_PORT: String(graphPort),
    DATA_DIR: path.join(dataDir, 'untouched'),
  });
  expect(await ended).toBe(1);
  expect(output()).toContain(`${graphPort + 3} for pricing: pid ${process.pid} `);
  expect(asked).toBe(0);
  expect(await isFree(graphPort)).toBe(true);
  stranger.close();
});

it('names every fault of its settings', async () => {
  const { ended, output } = spawnRunner({ GRAPH_PORT: 'many', DEMO_PROFILE: 'huge' });
  expect(await ended).not.toBe(0);
  expect(output()).toMatch(/GRAPH_PORT: [^]*DEMO_PROFILE: /u);
});

it.each(['SIGTERM', 'SIGKILL'] as const)(
  'ends what it had begun on %s while starting',
  async (signal) => {
    const graphPort = await findFreeBlock();
    const { runner, ended, output } = spawnRunner({
      GRAPH_PORT: String(graphPort),
      DATA_DIR: dataDir,
    });
    await waitUntil(() => output().includes('"msg":"ready"'));
    runner.kill(signal);
    await ended;
    await waitUntil(() => !isGroupAlive(runner.pid));
    expect(isGroupAlive(runner.pid)).toBe(false);
    expect(await allFree(graphPort)).toBe(true);
  },
);
