import { purgeAttempts } from '@supergraph/kit/attempts';
import type { Job } from '@supergraph/kit/jobs';

import type { Deps } from '#src/context.ts';
import { findGuestsBefore, forgetBuyers } from '#src/data/personal-data.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const AT_ONCE = 100;

/** What orders does by itself: guests are forgotten after so many days, as customers are who ask for it. Several processes may do it at once. */
export function createJobs({ db, now, settings }: Deps): readonly Job[] {
  const forgetSome = async (): Promise<number> => {
    const before = now() - settings.GUEST_RETENTION_DAYS * DAY_MS;
    const ids = await findGuestsBefore(db.reader, { before, limit: AT_ONCE });
    if (ids.length > 0) {
      await db.transaction((tx) => forgetBuyers(tx, ids));
    }
    return ids.length;
  };
  return [
    {
      name: 'guest-retention',
      everyMs: HOUR_MS,
      async run() {
        while ((await forgetSome()) === AT_ONCE);
      },
    },
    {
      name: 'attempt-purge',
      everyMs: HOUR_MS,
      run: () => db.transaction((tx) => purgeAttempts(tx, now())),
    },
  ];
}
