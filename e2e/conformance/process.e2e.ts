import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { compareWithCase, operationOf } from './harness/compare.ts';
import { serveCorpus } from './harness/corpus.ts';
import { type RouterProcess, spawnRouter } from './harness/router-process.ts';

const corpus = await serveCorpus(process.env['CONFORMANCE_ONLY']);
const FIRST = corpus.supergraphs[0]?.sdl ?? '';

let router: RouterProcess;

beforeAll(async () => {
  router = await spawnRouter(FIRST);
});

afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await corpus[Symbol.asyncDispose]();
});

describe.each(corpus.supergraphs)('a router process on $id', (graph) => {
  const { sdl, cases } = graph;
  beforeAll(async () => {
    if (sdl !== FIRST) {
      await router.load(sdl);
    }
  });

  it.each(cases)('$title', async (expected) => {
    graph.reset();

    const [wanted, found] = compareWithCase(expected, await router.run(operationOf(expected)));

    expect(found).toEqual(wanted);
    // Fields come in the order of the operation.
    expect(JSON.stringify(found.data)).toBe(JSON.stringify(wanted.data));
  });
});
