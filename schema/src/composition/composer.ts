import { Worker } from 'node:worker_threads';

import type { SubgraphSdl } from '#src/read-subgraphs.ts';

import type { Answer, Task } from './composition-worker.ts';
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
}

interface Call {
  readonly task: Task;
  readonly settle: PromiseWithResolvers<LintedComposition>;
}

const TIMEOUT_MS = 120_000;

/** A composer with one warm worker thread. When that dies, the call in work fails and the others go to a fresh one. */
export function createComposer(options: ComposerOptions = {}): Composer {
  return new WorkerComposer(options);
}

class WorkerComposer implements Composer {
  private readonly queue: Call[] = [];
  private readonly startWorker: () => Worker;
  private readonly timeoutMs: number;
  private current: Call | undefined;
  private worker: Worker | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor({ timeoutMs = TIMEOUT_MS, startWorker = startCompositionWorker }: ComposerOptions) {
    this.timeoutMs = timeoutMs;
    this.startWorker = startWorker;
    this.worker = this.start();
  }

  compose(
    subgraphs: readonly SubgraphSdl[],
    lastGood: readonly SubgraphSdl[] = [],
  ): Promise<LintedComposition> {
    if (this.isClosed) {
      return Promise.reject(new Error('The composer is closed.'));
    }
    const settle = Promise.withResolvers<LintedComposition>();
    this.queue.push({ task: { subgraphs, lastGood }, settle });
    this.next();
    return settle.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.isClosed = true;
    for (const { settle } of this.queue.splice(0)) {
      settle.reject(new Error('The composer is closed.'));
    }
    await this.worker?.terminate();
  }

  private next(): void {
    if (this.current || this.queue.length === 0) {
      return;
    }
    this.current = this.queue.shift();
    this.worker ??= this.start();
    this.timer = setTimeout(() => void this.worker?.terminate(), this.timeoutMs);
    // A thread is no window: there is no origin to aim at.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.worker.postMessage(this.current?.task);
  }

  private start(): Worker {
    const worker = this.startWorker();
    let reason = 'it ended';
    worker.on('message', (answer: Answer) => this.finish((call) => answerCall(call, answer)));
    worker.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', () => {
      this.worker = undefined;
      this.finish(({ settle }) =>
        settle.reject(new Error(`The composition worker died: ${reason}.`)),
      );
    });
    return worker;
  }

  private finish(settle: (call: Call) => void): void {
    const call = this.current;
    clearTimeout(this.timer);
    this.current = undefined;
    if (call) {
      settle(call);
    }
    if (!this.isClosed) {
      this.next();
    }
  }
}

function answerCall({ task, settle }: Call, answer: Answer): void {
  if ('failure' in answer) {
    settle.reject(new Error(`Composition failed: ${answer.failure}`));
  } else {
    settle.resolve(fillPlaces(answer.composition, task.subgraphs));
  }
}

function startCompositionWorker(): Worker {
  return new Worker(new URL('./composition-worker.ts', import.meta.url));
}
