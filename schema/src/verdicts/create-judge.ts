import { Worker } from 'node:worker_threads';

import type { Case, Judge, Judgement } from '#src/registry/collaborators.ts';
import { createThread } from '#src/threads/thread.ts';

export interface OwnedJudge extends AsyncDisposable {
  /** Fails when the worker dies or takes too long over the case, or when the judge is disposed meanwhile. */
  readonly judge: Judge;
}

export interface JudgeOptions {
  /** Longer than any case that ends; the worker is replaced then. */
  readonly timeoutMs?: number;
  readonly startWorker?: () => Worker;
  /** Starts the worker with the first case. */
  readonly startsLate?: boolean;
}

const TIMEOUT_MS = 120_000;

/** A judge with one warm worker thread, which takes the cases one after the other. When that dies, the case in work fails and the others go to a fresh one. */
export function createJudge({
  timeoutMs = TIMEOUT_MS,
  startWorker = startVerdictsWorker,
  startsLate = false,
}: JudgeOptions = {}): OwnedJudge {
  const thread = createThread<Case, Judgement>({
    name: 'judge',
    startWorker,
    timeoutMs,
    startsLate,
  });
  return {
    judge: (given) => thread.run(given),
    [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
  };
}

function startVerdictsWorker(): Worker {
  return new Worker(new URL('./verdicts-worker.ts', import.meta.url));
}
