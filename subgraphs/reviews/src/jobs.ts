import { purgeAttempts } from '@supergraph/kit/attempts';
import type { Job } from '@supergraph/kit/jobs';

import { tellDrifted } from '#src/announce-rating.ts';
import type { Deps } from '#src/context.ts';

const DRIFT_MS = 1000;
const HOUR_MS = 3_600_000;

/** Forgets who wrote and voted how often, and keeps the ratings that others know near the true ones. */
export function createJobs(deps: Deps): readonly Job[] {
  const { db, now } = deps;
  let toldFor: number | undefined;
  return [
    {
      name: 'rating-drift',
      everyMs: DRIFT_MS,
      async run() {
        toldFor = await tellDrifted(deps, toldFor);
      },
    },
    {
      name: 'attempt-purge',
      everyMs: HOUR_MS,
      run: () => db.transaction((tx) => purgeAttempts(tx, now())),
    },
  ];
}
