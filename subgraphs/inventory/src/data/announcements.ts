import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';

import { type AnnouncedRow, announcedStock } from '#src/tables.ts';

/** What the last events said of these variants. */
export async function findAnnounced(
  db: Queries,
  variantIds: readonly string[],
): Promise<AnnouncedRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(variantIds) });
}

export async function putAnnounced(tx: Transaction, row: AnnouncedRow): Promise<void> {
  upsertAnnounced(tx).run({ ...row });
}

const selectByIds = prepared((db) =>
  db.select().from(announcedStock).where(inJson(announcedStock.variantId, 'ids')).prepare(),
);
const upsertAnnounced = prepared((db) =>
  db
    .insert(announcedStock)
    .values({
      variantId: sql.placeholder('variantId'),
      status: sql.placeholder('status'),
      maxPerOrder: sql.placeholder('maxPerOrder'),
      availableAtMost: sql.placeholder('availableAtMost'),
    })
    .onConflictDoUpdate({
      target: announcedStock.variantId,
      set: {
        status: sql`excluded.status`,
        maxPerOrder: sql`excluded.max_per_order`,
        availableAtMost: sql`excluded.available_at_most`,
      },
    })
    .prepare(),
);
