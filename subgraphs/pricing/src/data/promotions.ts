import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, eq, gt, isNull, lte, or, sql } from '@supergraph/kit/drizzle';

import { type PromotionRow, type PromotionTextRow, promotion, promotionText } from '#src/tables.ts';

export async function findPromotions(db: Queries, ids: readonly string[]): Promise<PromotionRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

/** Promotions that run now and need no voucher. */
export async function findRunningPromotions(db: Queries, now: number): Promise<PromotionRow[]> {
  return selectRunning(db).all({ now });
}

export async function findPromotionTexts(
  db: Queries,
  promotionIds: readonly string[],
): Promise<PromotionTextRow[]> {
  return selectTexts(db).all({ ids: JSON.stringify(promotionIds) });
}

export type PromotionText = Omit<PromotionTextRow, 'promotionId'>;

/** Inserts or replaces a promotion and its texts. How often it was used stays. */
export async function putPromotion(
  tx: Transaction,
  { used: _used, ...row }: PromotionRow,
  texts: readonly PromotionText[],
): Promise<void> {
  const { id, ...columns } = row;
  tx.insert(promotion).values(row).onConflictDoUpdate({ target: promotion.id, set: columns }).run();
  tx.delete(promotionText).where(eq(promotionText.promotionId, id)).run();
  tx.insert(promotionText)
    .values(texts.map((text) => ({ ...text, promotionId: id })))
    .run();
}

/** Moves the count of held and used redemptions. */
export async function addPromotionUse(
  tx: Transaction,
  promotionId: string,
  change: 1 | -1,
): Promise<void> {
  addUse(tx).run({ promotionId, change });
}

const selectByIds = prepared((db) =>
  db.select().from(promotion).where(inJson(promotion.id, 'ids')).prepare(),
);
const selectRunning = prepared((db) =>
  db
    .select()
    .from(promotion)
    .where(
      and(
        eq(promotion.enabled, true),
        eq(promotion.requiresVoucher, false),
        or(isNull(promotion.startsAt), lte(promotion.startsAt, sql.placeholder('now'))),
        or(isNull(promotion.endsAt), gt(promotion.endsAt, sql.placeholder('now'))),
      ),
    )
    .prepare(),
);
const selectTexts = prepared((db) =>
  db.select().from(promotionText).where(inJson(promotionText.promotionId, 'ids')).prepare(),
);
const addUse = prepared((db) =>
  db
    .update(promotion)
    .set({ used: sql`${promotion.used} + ${sql.placeholder('change')}` })
    .where(eq(promotion.id, sql.placeholder('promotionId')))
    .prepare(),
);
