import type { Job } from '@supergraph/kit/jobs';

import { ASK_FOR_MS, askForVoucher } from '#src/ask-for-voucher.ts';
import type { Deps, Means } from '#src/context.ts';
import { purgeUnclaimed } from '#src/data/timeline.ts';
import { findDueVouchers } from '#src/data/vouchers.ts';

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const AT_ONCE = 20;

/** What support does by itself. Several processes may do it at once: pricing makes one voucher for one key. */
export function createJobs(deps: Deps, { commands }: Pick<Means, 'commands'>): readonly Job[] {
  const { db, now, settings } = deps;
  return [
    {
      name: 'voucher-retry',
      everyMs: 5 * SECOND_MS,
      async run() {
        const at = now();
        const due = { now: at, since: at - ASK_FOR_MS, limit: AT_ONCE };
        for (const voucher of await findDueVouchers(db.reader, due)) {
          await askForVoucher({ deps, commands }, voucher);
        }
      },
    },
    {
      name: 'timeline-purge',
      everyMs: HOUR_MS,
      run: () =>
        db.transaction((tx) => purgeUnclaimed(tx, now() - settings.TIMELINE_WAIT_DAYS * DAY_MS)),
    },
  ];
}
