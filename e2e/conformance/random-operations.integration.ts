import { afterAll, describe, expect, it } from 'vitest';

import { serveCorpus } from './harness/corpus.ts';
import { type Tally, compareOperations } from './random/compare-operations.ts';
import { serveRetailGraph } from './random/retail.ts';

// A longer run: CONFORMANCE_OPERATIONS=20000. A run that failed: CONFORMANCE_SEED with what it said.
const TOTAL = Number(process.env['CONFORMANCE_OPERATIONS'] ?? 2000);
const SEED = Number(process.env['CONFORMANCE_SEED'] ?? 1);
const TIMEOUT_MS = 60_000 + TOTAL * 100;

const [corpus, retail] = await Promise.all([
  serveCorpus(process.env['CONFORMANCE_ONLY']),
  serveRetailGraph(),
]);
const supergraphs = corpus.supergraphs.filter(({ notRandom }) => notRandom === undefined);
const forRetail = Math.floor(TOTAL / 4);
const forEach = Math.ceil((TOTAL - forRetail) / supergraphs.length);
const excused: Record<string, number> = {};

afterAll(async () => {
  process.stdout.write(`random operations excused: ${JSON.stringify(excused)}\n`);
  await corpus[Symbol.asyncDispose]();
  await retail[Symbol.asyncDispose]();
});

describe('random operations', () => {
  it.each(supergraphs)(
    'are answered on $id as by ApolloGateway',
    { timeout: TIMEOUT_MS },
    async (graph) => {
      const tally = await compareOperations(graph, { seed: SEED, count: forEach });

      expect(count(tally).answered).toBeGreaterThan(forEach / 2);
    },
  );

  it('are answered on the retail graph as by ApolloGateway', { timeout: TIMEOUT_MS }, async () => {
    const graph = { sdl: retail.sdl, reset: () => {} };

    const tally = await compareOperations(graph, { seed: SEED, count: forRetail });

    expect(count(tally).answered).toBeGreaterThan(forRetail / 2);
  });
});

function count(tally: Tally): Tally {
  for (const [excuse, times] of Object.entries(tally.excused)) {
    excused[excuse] = (excused[excuse] ?? 0) + times;
  }
  return tally;
}
