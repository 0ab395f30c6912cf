import { Worker } from 'node:worker_threads';

import type { SubgraphSdl } from '#src/read-subgraphs.ts';
import { createThread } from '#src/threads/thread.ts';

import type { Task } from './composition-worker.ts';
import type { Fault } from './faults.ts';
import { fillPlaces } from './light-places.ts';
import type { LintedComposition } from './light-places.ts';

/** Composes and lints away from the calling thread, one call after the other, in the order of the calls. */
export interface Composer extends AsyncDisposable {
  /**
   * An invalid schema is a result, with the faults that one run of the composer shows. Fails with GaveUpError when the
   * worker dies or takes too long over these subgraphs.
   */
  compose(subgraphs: readonly SubgraphSdl[]): Promise<LintedComposition>;
  /** The causes of what such a run shows, which takes many of them; none when the subgraphs compose. Fails as `compose` does. */
  explain(
    subgraphs: readonly SubgraphSdl[],
    lastGood?: readonly SubgraphSdl[],
  ): Promise<readonly Fault[]>;
}

export interface ComposerOptions {
  /** Longer than any composition that ends; the worker is replaced then. */
  readonly timeoutMs?: number;
  readonly startWorker?: () => Worker;
  /** Starts the worker with the first call. */
  readonly startsLate?: boolean;
}

const TIMEOUT_MS = 120_000;
/** Several times what a hundred subgraphs take: one that wants more dies alone, and the process lives on. */
const WORKER_HEAP_MB = 1500;

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
  const run = async (task: Task): Promise<LintedComposition> =>
    fillPlaces(await thread.run(task), task.subgraphs);
  return {
    compose: (subgraphs) => run({ subgraphs }),
    async explain(subgraphs, lastGood = []) {
      const composition = await run({ subgraphs, lastGood });
      return composition.ok ? [] : composition.faults;
    },
    [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
  };
}

function startCompositionWorker(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: WORKER_HEAP_MB };
  return new Worker(new URL('./composition-worker.ts', import.meta.url), { resourceLimits });
}
