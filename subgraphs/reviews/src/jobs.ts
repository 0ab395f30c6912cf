import { purgeAttempts } from '@supergraph/kit/attempts';
import type { Job } from '@supergraph/kit/jobs';

import type { Deps } from '#src/context.ts';

const HOUR_MS = 3_600_000;

/** Forgets who wrote and voted how often. */
export function createJobs({ db, now }: Deps): readonly Job[] {
  return [
    {
      name: 'attempt-purge',
      everyMs: HOUR_MS,
      run: () => db.transaction((tx) => purgeAttempts(tx, now())),
    },
  ];
}
