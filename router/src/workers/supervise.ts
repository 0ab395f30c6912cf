import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';

import type { Logger } from '#src/telemetry/log.ts';

import type { WorkerMessage } from './messages.ts';
import { createMetricsSum } from './metrics-sum.ts';

const MAX_EARLY_DEATHS = 6;
const FIRST_PAUSE_MS = 100;
/** A worker that dies sooner than this after it was ready counts as one that never was. */
const STABLE_MS = 5000;

export interface Workers {
  readonly url: string;
  renderMetrics(): Promise<string>;
  /** Lets every worker finish its requests; resolves when all are gone. */
  stop(): Promise<void>;
}

export interface WorkersDeps {
  readonly log: Logger;
  readonly giveUp: () => void;
}

/** Starts workers and replaces those that die. Rejects when the first cannot start. */
export async function startWorkers(count: number, deps: WorkersDeps): Promise<Workers> {
  const supervisor = new Supervisor(deps);
  // The first starts alone, so that what keeps all of them from starting is said once.
  const url = await supervisor.fork();
  if (url === undefined) {
    throw new Error('No worker started; the reason is above.');
  }
  await supervisor.keep(count);
  return {
    url,
    renderMetrics: () => supervisor.renderMetrics(),
    stop: () => supervisor.stop(),
  };
}

class Supervisor {
  readonly #deps: WorkersDeps;
  readonly #sum = createMetricsSum();
  readonly #ready = new Map<Worker, number>();
  #earlyDeaths = 0;
  #isStopping = false;

  constructor(deps: WorkersDeps) {
    this.#deps = deps;
  }

  /** Resolves with the URL when the worker is ready, with undefined when it died before. */
  fork(): Promise<string | undefined> {
    const worker = cluster.fork({ ROUTER_WORKER: '1' });
    return new Promise((resolve) => {
      worker.on('message', (message: WorkerMessage) => {
        if (message.type === 'ready') {
          this.#ready.set(worker, performance.now());
          resolve(message.url);
        } else {
          this.#takeMetrics(worker, message);
        }
      });
      worker.once('exit', () => {
        this.#noteDeath(worker);
        resolve(undefined);
      });
    });
  }

  async keep(count: number): Promise<void> {
    cluster.on('exit', (worker: Worker) => this.#replace(worker));
    await Promise.all(Array.from({ length: count - 1 }, () => this.fork()));
  }

  renderMetrics(): Promise<string> {
    return this.#sum.of([...this.#ready.keys()]);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    const all = Object.values(cluster.workers ?? {}).filter((one) => one !== undefined);
    await Promise.all(
      all.map((worker) => {
        const gone = once(worker, 'exit');
        worker.process.kill('SIGTERM');
        return gone;
      }),
    );
  }

  #takeMetrics(worker: Worker, message: Exclude<WorkerMessage, { type: 'ready' }>): void {
    if (message.type === 'metrics') {
      this.#sum.take(worker, message);
      return;
    }
    void this.#answerSum(worker, message.id);
  }

  async #answerSum(worker: Worker, id: number): Promise<void> {
    const text = await this.renderMetrics();
    if (worker.isConnected()) {
      worker.send({ type: 'summed', id, text });
    }
  }

  #noteDeath(worker: Worker): void {
    const since = this.#ready.get(worker);
    const isStable = since !== undefined && performance.now() - since > STABLE_MS;
    this.#earlyDeaths = isStable ? 0 : this.#earlyDeaths + 1;
    this.#ready.delete(worker);
    this.#sum.forget(worker);
  }

  #replace(worker: Worker): void {
    if (this.#isStopping) {
      return;
    }
    if (this.#earlyDeaths >= MAX_EARLY_DEATHS && this.#ready.size === 0) {
      this.#deps.giveUp();
      return;
    }
    this.#deps.log.error({ worker: worker.process.pid }, 'worker died, another is started');
    const pause = this.#earlyDeaths <= 1 ? 0 : FIRST_PAUSE_MS * 2 ** Math.min(this.#earlyDeaths, 6);
    setTimeout(() => void (this.#isStopping || this.fork()), pause);
  }
}
