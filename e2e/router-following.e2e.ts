import { describe, expect, it } from 'vitest';

import { startCatalogGraph } from './harness/catalog-graph.ts';

const WORKERS = 2;
const OPERATION = 'query LookUp { variantBySku(sku: "NONE") { id } }';
const REQUESTS = 100;
const AT_ONCE = 10;

describe.each([1, WORKERS])('a router of %i that follows the registry', (workers) => {
  it('changes its generation in each of its processes, and back', async () => {
    await using graph = await startCatalogGraph({
      leaseMs: 10_000,
      routerEnv: { WORKERS: String(workers) },
    });
    const countLoaded = () => {
      const loads = graph.router.lines.filter(({ msg }) => msg === 'supergraph loaded');
      const byProcess = Map.groupBy(loads, ({ pid }) => pid);
      return [...byProcess.values()].map(({ length }) => length);
    };
    const everyWorker = (count: number) => Array.from({ length: workers }, () => count);
    const before = countLoaded();

    await graph.publishNext({ now: true });
    await expect.poll(countLoaded, { timeout: 10_000 }).toEqual(everyWorker(2));
    await graph.ask('mutation { rollback(input: {}) { outcome } }');
    await expect.poll(countLoaded, { timeout: 10_000 }).toEqual(everyWorker(3));

    expect(before).toEqual(everyWorker(1));
  });

  it('has told of every operation that it answered by the time that SIGTERM has ended it', async () => {
    await using graph = await startCatalogGraph({
      leaseMs: 10_000,
      routerEnv: { WORKERS: String(workers) },
    });
    let answered = 0;
    const askOften = async (): Promise<void> => {
      for (let asked = 0; asked < REQUESTS / AT_ONCE; asked += 1) {
        const { errors } = await graph.query(OPERATION);
        answered += errors === undefined ? 1 : 0;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, askOften));

    const code = await graph.router.stop('SIGTERM');

    const { usage } = await graph.ask('{ usage { operations { name clients { calls } } } }');
    expect([code, answered, usage.operations]).toEqual([
      0,
      REQUESTS,
      [{ name: 'LookUp', clients: [{ calls: REQUESTS }] }],
    ]);
  });
});
