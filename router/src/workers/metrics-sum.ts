import type { Worker } from 'node:cluster';

import { AggregatorRegistry } from 'prom-client';

import type { WorkerMessage } from './messages.ts';

const PATIENCE_MS = 2000;

export interface MetricsSum {
  /** The sum over these workers, as text. One that does not answer in time is left out. */
  of(workers: readonly Worker[]): Promise<string>;
  take(worker: Worker, message: WorkerMessage & { type: 'metrics' }): void;
  forget(worker: Worker): void;
}

interface Collection {
  readonly missing: Set<Worker>;
  readonly numbers: object[][];
  readonly finish: () => void;
}

/** Collects the numbers of the workers and adds them up. */
export function createMetricsSum(): MetricsSum {
  const collections = new Map<number, Collection>();
  let lastId = 0;
  const settle = (worker: Worker, { missing, finish }: Collection): void => {
    missing.delete(worker);
    if (missing.size === 0) {
      finish();
    }
  };
  return {
    async of(workers) {
      lastId += 1;
      const id = lastId;
      const numbers: object[][] = [];
      if (workers.length > 0) {
        await new Promise<void>((finish) => {
          collections.set(id, { missing: new Set(workers), numbers, finish });
          setTimeout(finish, PATIENCE_MS).unref();
          workers.forEach((worker) => worker.send({ type: 'collect', id }));
        });
        collections.delete(id);
      }
      return AggregatorRegistry.aggregate(numbers).metrics();
    },
    take(worker, { id, numbers }) {
      const collection = collections.get(id);
      if (collection !== undefined) {
        collection.numbers.push(numbers);
        settle(worker, collection);
      }
    },
    forget(worker) {
      collections.forEach((collection) => settle(worker, collection));
    },
  };
}
