import type { Worker } from 'node:worker_threads';

import type { Answer } from './answer-tasks.ts';

/** A task that its thread does not do: the worker took too long over it, or died of it. The next ones are done by a fresh worker. */
export class GaveUpError extends Error {
  override readonly name = 'GaveUpError';
}

/** Does tasks away from the calling thread, one after the other, in the order of the calls. */
export interface Thread<Task, Result> extends AsyncDisposable {
  /** Fails when the task fails, with GaveUpError when the worker dies or takes too long over it, and when the thread is closed. */
  run(task: Task): Promise<Result>;
}

export interface ThreadOptions {
  /** What its errors call it, such as `composer`. */
  readonly name: string;
  /** Starts a worker that answers by `answerTasks`. */
  readonly startWorker: () => Worker;
  /** Longer than any task that ends; the worker is replaced then. */
  readonly timeoutMs: number;
  /** Starts its worker with the first task, instead of having one warm for it. */
  readonly startsLate?: boolean;
}

interface Call<Task, Result> {
  readonly task: Task;
  readonly settle: PromiseWithResolvers<Result>;
}

/** A thread with one warm worker. When that dies, the task in work fails and the others go to a fresh one. */
export function createThread<Task, Result>(options: ThreadOptions): Thread<Task, Result> {
  return new WorkerThread(options);
}

class WorkerThread<Task, Result> implements Thread<Task, Result> {
  private readonly queue: Call<Task, Result>[] = [];
  private readonly options: ThreadOptions;
  private current: Call<Task, Result> | undefined;
  private worker: Worker | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isLate = false;
  private isClosed = false;

  constructor(options: ThreadOptions) {
    this.options = options;
    this.worker = options.startsLate === true ? undefined : this.start();
  }

  run(task: Task): Promise<Result> {
    if (this.isClosed) {
      return Promise.reject(this.closedError());
    }
    const settle = Promise.withResolvers<Result>();
    this.queue.push({ task, settle });
    this.next();
    return settle.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.isClosed = true;
    for (const { settle } of this.queue.splice(0)) {
      settle.reject(this.closedError());
    }
    await this.worker?.terminate();
  }

  private next(): void {
    if (this.current || this.queue.length === 0) {
      return;
    }
    this.current = this.queue.shift();
    this.worker ??= this.start();
    const { timeoutMs } = this.options;
    this.timer = setTimeout(() => {
      this.isLate = true;
      void this.worker?.terminate();
    }, timeoutMs);
    // A thread is no window: there is no origin to aim at.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.worker.postMessage(this.current?.task);
  }

  private start(): Worker {
    const worker = this.options.startWorker();
    let reason = 'it ended';
    worker.on('message', (answer: Answer<Result>) =>
      this.finish((call) => this.answerCall(call, answer)),
    );
    worker.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', () => {
      const { isLate } = this;
      this.isLate = false;
      this.worker = undefined;
      this.finish(({ settle }) =>
        settle.reject(isLate ? this.lateError() : this.diedError(reason)),
      );
    });
    return worker;
  }

  private finish(settle: (call: Call<Task, Result>) => void): void {
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

  private answerCall({ settle }: Call<Task, Result>, answer: Answer<Result>): void {
    if ('failure' in answer) {
      settle.reject(new Error(`The ${this.options.name} failed: ${answer.failure}`));
    } else {
      settle.resolve(answer.result);
    }
  }

  private lateError(): Error {
    const { name, timeoutMs } = this.options;
    return new GaveUpError(`The ${name} took longer than ${timeoutMs} ms and was stopped.`);
  }

  private diedError(reason: string): Error {
    return new GaveUpError(`The ${this.options.name}'s worker died: ${reason}.`);
  }

  private closedError(): Error {
    return new Error(`The ${this.options.name} is closed.`);
  }
}
