import type { Database } from '@supergraph/kit/database';
import type { Clock } from '@supergraph/kit/clock';

import { addToStat } from '#src/data/query-stats.ts';
import type { FoundPage } from '#src/query/search.ts';

const MAX_KEPT = 10_000;
const MAX_LENGTH = 60;

export interface QueryTally {
  /** Counts a search that found something by what it was read as. */
  note(page: FoundPage): void;
  /** Writes what was counted since the last time. */
  flush(): Promise<void>;
}

/**
 * Counts searches in memory and writes them now and then, so that a search stays a read. Only words that the catalogue
 * has are kept: what people paste into a search box by mistake is not.
 */
export function createQueryTally(db: Database, now: Clock): QueryTally {
  let counts = new Map<string, { locale: string; query: string; searches: number }>();
  return {
    note({ text, totalCount, isFirst, isEveryWordFound, locale }) {
      if (!isFirst || totalCount === 0 || !isEveryWordFound || text.length > MAX_LENGTH) {
        return;
      }
      const key = `${locale} ${text}`;
      const known = counts.get(key);
      if (known !== undefined) {
        known.searches++;
      } else if (counts.size < MAX_KEPT) {
        counts.set(key, { locale, query: text, searches: 1 });
      }
    },
    async flush() {
      const pending = counts;
      counts = new Map();
      if (pending.size > 0) {
        await db.transaction(async (tx) => {
          for (const stat of pending.values()) {
            await addToStat(tx, { ...stat, at: now() });
          }
        });
      }
    },
  };
}
