import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';

import type { Logger } from '#src/telemetry/log.ts';

import type { WorkerMessage } from './messages.ts';
import { createMetricsSum } from './metrics-sum.ts';

const MAX_EARLY_DEATHS = 6;
const FIRST_PAUSE_MS = 100;

export interface Workers {
  readonly url: string;
  renderMetrics(): Promise<string>;
  /** Lets every worker finish its requests; resolves when all are gone. */
  stop(): Promise<void>;
}

/** Starts workers and replaces those that die. Rejects when the first cannot start. */
export async function startWorkers(
  count: number,
  deps: { readonly log: Logger; readonly giveUp: () => void },
): Promise<Workers> {
  const { log, giveUp } = deps;
  const sum = createMetricsSum();
  const ready = new Set<Worker>();
  let earlyDeaths = 0;
  let isStopping = false;
  const fork = (): Promise<string | undefined> => {
    const worker = cluster.fork({ ROUTER_WORKER: '1' });
    return new Promise((resolve) => {
      worker.on('message', (message: WorkerMessage) => {
        if (message.type === 'ready') {
          ready.add(worker);
          earlyDeaths = 0;
          resolve(message.url);
        } else if (message.type === 'metrics') {
          sum.take(worker, message);
        } else {
          const { id } = message;
          void sum.of([...ready]).then((text) => {
            if (worker.isConnected()) {
              worker.send({ type: 'summed', id, text });
            }
          });
        }
      });
      worker.once('exit', () => {
        earlyDeaths += ready.delete(worker) ? 0 : 1;
        sum.forget(worker);
        resolve(undefined);
      });
    });
  };
  const replace = (worker: Worker): void => {
    if (isStopping) {
      return;
    }
    if (earlyDeaths >= MAX_EARLY_DEATHS && ready.size === 0) {
      giveUp();
      return;
    }
    log.error({ worker: worker.process.pid }, 'worker died, another is started');
    const pause = earlyDeaths === 0 ? 0 : FIRST_PAUSE_MS * 2 ** Math.min(earlyDeaths, 6);
    setTimeout(() => void (isStopping || fork()), pause);
  };
  // The first starts alone, so that what keeps all of them from starting is said once.
  const url = await fork();
  if (url === undefined) {
    throw new Error('No worker started; the reason is above.');
  }
  cluster.on('exit', replace);
  await Promise.all(Array.from({ length: count - 1 }, fork));
  return {
    url,
    renderMetrics: () => sum.of([...ready]),
    async stop() {
      isStopping = true;
      const all = Object.values(cluster.workers ?? {}).filter((one) => one !== undefined);
      await Promise.all(
        all.map((worker) => {
          const gone = once(worker, 'exit');
          worker.process.kill('SIGTERM');
          return gone;
        }),
      );
    },
  };
}
