import type { InventoryDeps } from '#src/context.ts';
import { findDue } from '#src/data/reservations.ts';
import { sweepDue } from '#src/end-hold.ts';

const EVERY_MS = 5000;

/** Gives back what checkouts did not use in time. Several processes may do it: each hold ends once. */
export function createExpiryJob({ db, now, publish }: InventoryDeps) {
  const isDue = async (): Promise<boolean> =>
    (await findDue(db.reader, { now: now(), limit: 1 })).length > 0;
  return {
    name: 'reservation-expiry',
    everyMs: EVERY_MS,
    async run() {
      while (await isDue()) {
        await db.transaction((tx) => sweepDue(tx, { now, publish }));
      }
    },
  };
}
