import type { Clock } from '@supergraph/kit/clock';
import type { Database } from '@supergraph/kit/database';

import { forgetDraftsBefore } from '#src/registry/data/drafts.ts';

const DAY_MS = 86_400_000;
/** So many in one transaction: publishes come in between. */
const BATCH = 200;

interface ForgetDeps {
  readonly db: Database;
  readonly now: Clock;
  readonly keepChecksDays: number;
}

/** Forgets checks and refused publishes that are that old, and the schemas that only they have. The audit log stays. */
export async function forgetDrafts({ db, now, keepChecksDays }: ForgetDeps): Promise<void> {
  const before = now() - keepChecksDays * DAY_MS;
  let forgotten = BATCH;
  while (forgotten === BATCH) {
    forgotten = await db.transaction((tx) => forgetDraftsBefore(tx, { before, limit: BATCH }));
  }
}
