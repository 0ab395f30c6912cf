import { Worker } from 'node:worker_threads';

import type { SubgraphSdl } from '#src/read-subgraphs.ts';
import { createThread } from '#src/threads/thread.ts';

import type { Task } from './composition-worker.ts';
import { fillPlaces } from './light-places.ts';
import type { LintedComposition } from './light-places.ts';

/** Composes and lints away from the calling thread, one call after the other, in the order of the calls. */
export interface Composer extends AsyncDisposable {
  /** Fails when the worker dies or takes too long over these subgraphs; an invalid schema is a result. */
  compose(
    subgraphs: readonly SubgraphSdl[],
    lastGood?: readonly SubgraphSdl[],
  ): Promise<LintedComposition>;
}

export interface ComposerOptions {
  /** Longer than any composition that ends; the worker is replaced then. */
  readonly timeoutMs?: number;
  readonly startWorker?: () => Worker;
  /** Starts the worker with the first call. */
  readonly startsLate?: boolean;
}

const TIMEOUT_MS = 120_000;

/** A composer with one warm worker thread. When that dies, the call in work fails and the others go to a fresh one. */
export function createComposer({
  timeoutMs = TIMEOUT_MS,
  startWorker = startCompositionWorker,
  startsLate = false,
}: ComposerOptions = {}): Composer {
  const thread = createThread<Task, LintedComposition>({
    name: 'composer',
    startWorker,
    timeoutMs,
    startsLate,
  });
  return {
    compose: async (subgraphs, lastGood = []) =>
      fillPlaces(await thread.run({ subgraphs, lastGood }), subgraphs),
    [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
  };
}

function startCompositionWorker(): Worker {
  return new Worker(new URL('./composition-worker.ts', import.meta.url));
}
