import type { Engine, SearchDeps } from '#src/engine.ts';
import { forgetStatistics } from '#src/forget-statistics.ts';
import { refreshStale } from '#src/projection/refresh-stale.ts';

const HOUR_MS = 3_600_000;

export function createJobs({ db, now }: SearchDeps, { shelf, tally }: Engine) {
  return [
    // So that the search after a change need not read it first.
    { name: 'shelf', everyMs: 500, run: () => shelf.refresh() },
    { name: 'renamed-categories', everyMs: 1000, run: () => refreshStale(db, shelf) },
    { name: 'query-tally', everyMs: 2000, run: () => tally.flush() },
    { name: 'statistics-purge', everyMs: HOUR_MS, run: () => forgetStatistics(db, now()) },
  ];
}
