import type { Database } from '@supergraph/kit/database';

import { nextRevision } from '#src/data/index-state.ts';
import { clearStale, findStale, touchProducts } from '#src/data/products.ts';
import { type KnownTerms, writeDocs } from '#src/projection/write-docs.ts';

/** So many at once that searches and events in between do not wait long. */
const BATCH_SIZE = 50;

/** Makes the texts again of products whose category was renamed. */
export async function refreshStale(db: Database, shelf: KnownTerms): Promise<void> {
  let ids: readonly number[];
  do {
    ids = await db.transaction(async (tx) => {
      const stale = await findStale(tx, BATCH_SIZE);
      for (const { id, source } of stale) {
        await writeDocs(tx, { id, source }, shelf);
      }
      const done = stale.map(({ id }) => id);
      if (done.length > 0) {
        await touchProducts(tx, done, await nextRevision(tx));
        await clearStale(tx, done);
      }
      return done;
    });
  } while (ids.length > 0);
}
