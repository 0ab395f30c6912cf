import type { Clock } from '@supergraph/kit/clock';
import type { Database } from '@supergraph/kit/database';
import type { NewId } from '@supergraph/kit/ids';
import type { Job } from '@supergraph/kit/jobs';

import { findOverdue, forgetBuyers } from '#src/data/checkouts.ts';
import { deleteConfirmedPayments } from '#src/data/sagas.ts';
import { expireCheckout } from '#src/saga/expire-checkout.ts';
import type { SagaRunner } from '#src/saga/saga-runner.ts';

const SAGAS_EVERY_MS = 250;
const EXPIRY_EVERY_MS = 5000;
const PURGE_EVERY_MS = 3_600_000;
const KEEP_MS = 24 * PURGE_EVERY_MS;
const OVERDUE_AT_ONCE = 100;

interface JobDeps {
  readonly db: Database;
  readonly now: Clock;
  readonly newId: NewId;
  readonly sagas: SagaRunner;
}

/** What cart does by itself. Several processes may do it at once. */
export function createJobs({ db, now, newId, sagas }: JobDeps): readonly Job[] {
  return [
    { name: 'saga-runner', everyMs: SAGAS_EVERY_MS, run: () => sagas.runDue() },
    {
      name: 'checkout-expiry',
      everyMs: EXPIRY_EVERY_MS,
      async run() {
        const overdue = await findOverdue(db.reader, { now: now(), limit: OVERDUE_AT_ONCE });
        for (const { id } of overdue) {
          await db.transaction((tx) => expireCheckout(tx, id, { now: now(), newId }));
        }
      },
    },
    {
      name: 'checkout-purge',
      everyMs: PURGE_EVERY_MS,
      run: () =>
        db.transaction(async (tx) => {
          await deleteConfirmedPayments(tx, now() - KEEP_MS);
          await forgetBuyers(tx, now() - KEEP_MS);
        }),
    },
  ];
}
