import { purgeAttempts } from '@supergraph/kit/attempts';
import type { Clock } from '@supergraph/kit/clock';
import type { Database } from '@supergraph/kit/database';

import { purgeAudits } from './data/audits.ts';
import { purgeOneTimeTokens } from './data/one-time-tokens.ts';
import { purgeSessions } from './data/sessions.ts';
import type { KeyRing } from './key-ring.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KEEP_ENDED_SESSIONS_MS = 30 * DAY_MS;
const KEEP_AUDITS_MS = 400 * DAY_MS;
const ROTATION_CHECK_MS = 5 * 60_000;

export interface JobDeps {
  readonly db: Database;
  readonly now: Clock;
  readonly keys: KeyRing;
}

/** What is done in the background: forget what has expired, and renew the signing key. */
export function createJobs({ db, now, keys }: JobDeps) {
  return [
    {
      name: 'purge',
      everyMs: HOUR_MS,
      run: async () => {
        await db.transaction(async (tx) => {
          const at = now();
          await purgeSessions(tx, { now: at, endedBefore: at - KEEP_ENDED_SESSIONS_MS });
          await purgeOneTimeTokens(tx, at);
          await purgeAttempts(tx, at);
          await purgeAudits(tx, at - KEEP_AUDITS_MS);
        });
      },
    },
    { name: 'rotate signing keys', everyMs: ROTATION_CHECK_MS, run: () => keys.rotate() },
  ];
}
