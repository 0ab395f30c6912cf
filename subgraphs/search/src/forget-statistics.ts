import type { Database } from '@supergraph/kit/database';

import { trimStats } from '#src/data/query-stats.ts';
import { removeEventsBefore, trimEvents } from '#src/data/search-events.ts';
import { QUERY_ID_MS } from '#src/rules/query-id.ts';

/** Anybody may search and tell of it: what is kept of that has an end. */
const MOST = { events: 1_000_000, pairs: 1_000_000, queries: 200_000 };
const KEEP_QUERIES_MS = 90 * 24 * 3_600_000;

/** Removes what is old, then all but so many of the newest events, the most frequent pairs and queries. */
export async function forgetStatistics(db: Database, now: number, most = MOST): Promise<void> {
  await db.transaction(async (tx) => {
    // For as long as its queryId is taken: an event that is told again is known.
    await removeEventsBefore(tx, now - QUERY_ID_MS);
    await trimEvents(tx, most);
    await trimStats(tx, { before: now - KEEP_QUERIES_MS, most: most.queries });
  });
}
