import { Worker } from 'node:worker_threads';

import { describe, expect, it } from 'vitest';

import { composeOnce, composeSupergraph } from '#src/composition/compose.ts';
import { createComposer } from '#src/composition/composer.ts';
import { lintSubgraphs } from '#src/lint/lint-subgraphs.ts';

import { FREIGHT, PRODUCTS, buildSubgraph } from './build-project.ts';

const complete = [buildSubgraph('products', PRODUCTS), buildSubgraph('freight', FREIGHT)];
const broken = [buildSubgraph('products', PRODUCTS.replace('Int', 'Itn'))];
const WORKER = new URL('../src/composition/composition-worker.ts', import.meta.url);

/** Takes its first task to its grave; the workers after it are the real ones. */
function startOneThatDies() {
  let started = 0;
  return () =>
    started++ === 0
      ? new Worker(
          'process.exitCode = 1; require("worker_threads").parentPort.on("message", () => { throw new Error("out of luck"); })',
          { eval: true },
        )
      : new Worker(WORKER);
}

describe('the composer', () => {
  it('gives what composing in this thread gives', async () => {
    await using composer = createComposer();

    expect(await composer.compose(complete)).toEqual({
      ...composeSupergraph(complete),
      findings: lintSubgraphs(complete),
    });
  });

  it('gives the faults with the texts of their files', async () => {
    await using composer = createComposer();

    expect(await composer.compose(broken)).toEqual(composeOnce(broken));
  });

  it('explains the faults as composing in this thread does', async () => {
    await using composer = createComposer();
    const composition = composeSupergraph(broken);

    expect(await composer.explain(broken)).toEqual(composition.ok ? [] : composition.faults);
  });

  it('has nothing to explain of what composes', async () => {
    await using composer = createComposer();

    expect(await composer.explain(complete)).toEqual([]);
  });

  it('answers calls in their order', async () => {
    await using composer = createComposer();
    const order: number[] = [];

    await Promise.all(
      [broken, complete, broken].map(async (subgraphs, index) => {
        await composer.compose(subgraphs);
        order.push(index);
      }),
    );

    expect(order).toEqual([0, 1, 2]);
  });

  it('fails the call that its worker dies of, and says why', async () => {
    await using composer = createComposer({ startWorker: startOneThatDies() });

    await expect(composer.compose(complete)).rejects.toThrow(
      "The composer's worker died: out of luck.",
    );
  });

  it('composes the calls that waited with a fresh worker', async () => {
    await using composer = createComposer({ startWorker: startOneThatDies() });
    const first = composer.compose(complete);
    const second = composer.compose(complete);

    const outcomes = await Promise.allSettled([first, second]);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('replaces a worker that does not come to an end', async () => {
    const startWorker = () =>
      new Worker('require("worker_threads").parentPort.on("message", () => { for (;;); })', {
        eval: true,
      });
    await using composer = createComposer({ startWorker, timeoutMs: 50 });

    await expect(composer.compose(complete)).rejects.toThrow(
      'The composer took longer than 50 ms and was stopped.',
    );
  });

  it('refuses calls when it is closed', async () => {
    const composer = createComposer();
    await composer[Symbol.asyncDispose]();

    await expect(composer.compose(complete)).rejects.toThrow('The composer is closed.');
  });
});
