import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Engine, compareWithOracle, operationOf } from './harness/compare.ts';
import { serveCorpus } from './harness/corpus.ts';
import { startOracle } from './harness/oracle.ts';
import type { Case } from './harness/read-corpus.ts';

const corpus = await serveCorpus(process.env['CONFORMANCE_ONLY']);

afterAll(() => corpus[Symbol.asyncDispose]());

describe.each(corpus.supergraphs)('ApolloGateway on $id', (graph) => {
  const { sdl, cases } = graph;
  let oracle: Engine | undefined;

  beforeAll(async () => {
    oracle = cases.some(isJudged) ? await startOracle(sdl) : undefined;
  });
  afterAll(() => oracle?.[Symbol.asyncDispose]());

  it.each(cases.filter((one) => one.oracle === undefined))('agrees: $title', async (expected) => {
    graph.reset();

    const [wanted, found] = compareWithOracle(expected, await ask(oracle, expected));

    expect(found).toEqual(wanted);
  });

  // Keeps the list of its faults true: a fault that is mended must leave the list.
  it.each(cases.filter((one) => one.oracle?.is === 'wrong'))('errs: $title', async (expected) => {
    graph.reset();

    const [wanted, found] = compareWithOracle(expected, await ask(oracle, expected));

    expect(found).not.toEqual(wanted);
  });
});

function isJudged({ oracle }: Case): boolean {
  return oracle?.is !== 'silent';
}

function ask(oracle: Engine | undefined, expected: Case): ReturnType<Engine['run']> {
  if (oracle === undefined) {
    throw new Error('The oracle is silent on this supergraph.');
  }
  return oracle.run(operationOf(expected));
}
