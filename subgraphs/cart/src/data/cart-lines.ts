import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { asc, sql } from '@supergraph/kit/drizzle';

import { type LineRow, cartLine } from '#src/tables.ts';

export async function findLines(db: Queries, ids: readonly string[]): Promise<LineRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

/** The lines of these carts, each cart's in its order. */
export async function findLinesOfCarts(
  db: Queries,
  cartIds: readonly string[],
): Promise<LineRow[]> {
  return selectByCarts(db).all({ cartIds: JSON.stringify(cartIds) });
}

/** Deletes what is not in `after` any more and writes what is new or other there. Says whether that was anything. */
export async function replaceLines(
  tx: Transaction,
  before: readonly LineRow[],
  after: readonly LineRow[],
): Promise<boolean> {
  const kept = new Set(after.map(({ id }) => id));
  const known = new Set(before);
  const gone = before.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  const changed = after.filter((line) => !known.has(line));
  if (gone.length > 0) {
    deleteByIds(tx).run({ ids: JSON.stringify(gone) });
  }
  if (changed.length > 0) {
    upsert(tx, changed);
  }
  return gone.length > 0 || changed.length > 0;
}

function upsert(tx: Transaction, lines: readonly LineRow[]): void {
  tx.insert(cartLine)
    .values([...lines])
    .onConflictDoUpdate({
      target: cartLine.id,
      set: {
        cartId: sql`excluded.cart_id`,
        position: sql`excluded.position`,
        quantity: sql`excluded.quantity`,
        addedAmount: sql`excluded.added_amount`,
        addedCurrency: sql`excluded.added_currency`,
      },
    })
    .run();
}

const selectByIds = prepared((db) =>
  db.select().from(cartLine).where(inJson(cartLine.id, 'ids')).prepare(),
);
const selectByCarts = prepared((db) =>
  db
    .select()
    .from(cartLine)
    .where(inJson(cartLine.cartId, 'cartIds'))
    .orderBy(asc(cartLine.cartId), asc(cartLine.position))
    .prepare(),
);
const deleteByIds = prepared((db) =>
  db.delete(cartLine).where(inJson(cartLine.id, 'ids')).prepare(),
);
