import { setTimeout as sleep } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { type CatalogGraph, startCatalogGraph } from './harness/catalog-graph.ts';
import type { LoggedProcess } from './harness/logged-process.ts';

const KILLS = 8;
const LONGEST_LIFE_MS = 150;
const CLIENTS = 4;
// So often that a report is under way whenever the registry is killed.
const ROUTER = `
registry:
  reportMs: 5
  timeoutMs: 2000
  maxBackoffMs: 40
`;
const OPERATIONS = ['Look', 'Seek', 'Find'];

interface Traffic {
  /** By operation, how often it was answered. */
  readonly answered: Map<string, number>;
  /** Resolves when the requests under way are answered. */
  stop(): Promise<unknown>;
}

function startTraffic(graph: CatalogGraph): Traffic {
  const answered = new Map<string, number>();
  const stopping = new AbortController();
  const ask = async (at: number): Promise<void> => {
    for (let asked = at; !stopping.signal.aborted; asked += 1) {
      const name = OPERATIONS[asked % OPERATIONS.length] ?? '';
      const { errors } = await graph.query(`query ${name} { variantBySku(sku: "NONE") { id } }`);
      if (errors === undefined) {
        answered.set(name, (answered.get(name) ?? 0) + 1);
      }
    }
  };
  const running = Promise.all(Array.from({ length: CLIENTS }, (_, at) => ask(at)));
  return {
    answered,
    stop() {
      stopping.abort();
      return running;
    },
  };
}

/** By operation, what the registry has counted. */
async function countReported(graph: CatalogGraph): Promise<Map<string, number>> {
  const { usage } = await graph.ask('{ usage { operations { name clients { calls } } } }');
  return new Map(
    usage.operations.map(({ name, clients }: { name: string; clients: { calls: number }[] }) => [
      name,
      clients.reduce((total, { calls }) => total + calls, 0),
    ]),
  );
}

it('has counted every answered operation once after it was killed again and again', async () => {
  await using graph = await startCatalogGraph({ leaseMs: 10_000, routerConfig: ROUTER });
  const traffic = startTraffic(graph);
  const keptAtLeast: number[] = [];
  let registry: LoggedProcess = graph.registry;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = sum(await countReported(graph));
    await expect.poll(async () => sum(await countReported(graph))).toBeGreaterThan(before);
    await sleep(Math.random() * LONGEST_LIFE_MS);
    const acknowledged = sum(await countReported(graph));
    await registry.stop('SIGKILL');
    registry = await graph.startRegistryAgain();
    keptAtLeast.push(sum(await countReported(graph)) - acknowledged);
  }
  await traffic.stop();
  const code = await graph.router.stop('SIGTERM');

  expect(code).toBe(0);
  expect(Math.min(...keptAtLeast)).toBeGreaterThanOrEqual(0);
  expect(await countReported(graph)).toEqual(traffic.answered);
});

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
