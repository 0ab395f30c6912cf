import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Engine, compareWithCase, operationOf } from './harness/compare.ts';
import { serveCorpus } from './harness/corpus.ts';
import { startEngine } from './harness/engine.ts';

const corpus = await serveCorpus(process.env['CONFORMANCE_ONLY']);

afterAll(() => corpus[Symbol.asyncDispose]());

describe.each(corpus.supergraphs)('$id', (graph) => {
  const { sdl, cases } = graph;
  let engine: Engine;

  beforeAll(async () => {
    engine = await startEngine(sdl);
  });
  afterAll(() => engine[Symbol.asyncDispose]());

  it.each(cases)('$title', async (expected) => {
    graph.reset();

    const [wanted, found] = compareWithCase(expected, await engine.run(operationOf(expected)));

    expect(found).toEqual(wanted);
    // Fields come in the order of the operation.
    expect(JSON.stringify(found.data)).toBe(JSON.stringify(wanted.data));
  });
});
