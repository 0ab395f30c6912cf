import { Worker } from 'node:worker_threads';

import type { Case, Judge, Judgement } from '#src/registry/collaborators.ts';

import type { Answer, Task } from './verdicts-worker.ts';

export interface OwnedJudge extends AsyncDisposable {
  /** Rejects when the worker dies over the case, or when the judge is disposed meanwhile. */
  readonly judge: Judge;
}

/** A judge with one warm worker thread. When that dies, the cases that it had fail and the next one gets a fresh one. */
export function createJudge(): OwnedJudge {
  const judging = new Judging();
  return {
    judge: (given) => judging.judge(given),
    [Symbol.asyncDispose]: () => judging.close(),
  };
}

class Judging {
  readonly #open = new Map<number, PromiseWithResolvers<Judgement>>();
  #worker: Worker | undefined = this.#start();
  #last = 0;

  judge(given: Case): Promise<Judgement> {
    this.#worker ??= this.#start();
    this.#last += 1;
    const settle = Promise.withResolvers<Judgement>();
    this.#open.set(this.#last, settle);
    const task: Task = { id: this.#last, given };
    // A thread is no window: there is no origin to aim at.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.#worker.postMessage(task);
    return settle.promise;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./verdicts-worker.ts', import.meta.url));
    let reason = 'it ended';
    worker.on('message', (answer: Answer) => this.#settle(answer));
    worker.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', () => {
      this.#worker = undefined;
      for (const { reject } of this.#open.values()) {
        reject(new Error(`The worker that judges died: ${reason}.`));
      }
      this.#open.clear();
    });
    return worker;
  }

  #settle(answer: Answer): void {
    const settle = this.#open.get(answer.id);
    this.#open.delete(answer.id);
    if ('failure' in answer) {
      settle?.reject(new Error(`Judging failed: ${answer.failure}`));
    } else {
      settle?.resolve(answer.judgement);
    }
  }
}
