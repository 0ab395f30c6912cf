import type { Job } from '@supergraph/kit/jobs';

import type { Deps } from '#src/context.ts';
import { takeDue } from '#src/data/shipments.ts';
import { trimCalls } from '#src/data/upstream-calls.ts';
import { workOnShipment } from '#src/work-on-shipment.ts';

const EVERY_MS = 500;
const HOUR_MS = 3_600_000;
const KEPT_CALLS = 10_000;

/** Books and cancels shipments. Several processes may do it: each has a row of its own for so long, which is longer than any try takes. */
export function createShipmentJob(deps: Deps, leaseMs: number): Job {
  const take = () => {
    const now = deps.now();
    return deps.db.transaction((tx) => takeDue(tx, { now, until: now + leaseMs }));
  };
  return {
    name: 'shipments',
    everyMs: EVERY_MS,
    async run() {
      for (let row = await take(); row !== undefined; row = await take()) {
        await workOnShipment(row, deps);
      }
    },
  };
}

/** Keeps the record of calls short. */
export function createTrimJob({ db }: Pick<Deps, 'db'>): Job {
  return {
    name: 'upstream-calls',
    everyMs: HOUR_MS,
    run: () => db.transaction((tx) => trimCalls(tx, KEPT_CALLS)),
  };
}
