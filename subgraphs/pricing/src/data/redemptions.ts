import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, count, eq, ne, sql } from '@supergraph/kit/drizzle';

import { addPromotionUse } from '#src/data/promotions.ts';
import { addVoucherUse } from '#src/data/vouchers.ts';
import { type RedemptionRow, redemption } from '#src/tables.ts';

export interface CustomerUse {
  readonly customerId: string;
  readonly promotionId: string;
  readonly uses: number;
}

/** How often these customers hold or have used each promotion. */
export async function countUses(
  db: Queries,
  customerIds: readonly string[],
): Promise<CustomerUse[]> {
  const rows = selectUses(db).all({ customerIds: JSON.stringify(customerIds) });
  return rows.map(({ customerId, ...use }) => ({ ...use, customerId: customerId ?? '' }));
}

export async function findRedemptions(db: Queries, reference: string): Promise<RedemptionRow[]> {
  return selectByReference(db).all({ reference });
}

/** Holds a promotion for a checkout and counts it. */
export async function holdRedemption(tx: Transaction, row: RedemptionRow): Promise<void> {
  tx.insert(redemption).values(row).run();
  await moveCounts(tx, row, 1);
}

/** Ends what a checkout holds. Released ones no longer count. */
export async function endRedemption(
  tx: Transaction,
  row: RedemptionRow,
  end: { readonly status: 'USED' | 'RELEASED'; readonly at: number },
): Promise<void> {
  tx.update(redemption)
    .set(end)
    .where(
      and(
        eq(redemption.reference, row.reference),
        eq(redemption.promotionId, row.promotionId),
        eq(redemption.voucherCode, row.voucherCode),
      ),
    )
    .run();
  if (end.status === 'RELEASED') {
    await moveCounts(tx, row, -1);
  }
}

/** Takes back what a checkout holds as if it never had, to hold something else. */
export async function forgetRedemptions(
  tx: Transaction,
  reference: string,
  rows: readonly RedemptionRow[],
): Promise<void> {
  tx.delete(redemption).where(eq(redemption.reference, reference)).run();
  for (const row of rows.filter(({ status }) => status === 'HELD')) {
    await moveCounts(tx, row, -1);
  }
}

async function moveCounts(tx: Transaction, row: RedemptionRow, change: 1 | -1): Promise<void> {
  await addPromotionUse(tx, row.promotionId, change);
  if (row.voucherCode !== '') {
    await addVoucherUse(tx, row.voucherCode, change);
  }
}

const selectUses = prepared((db) =>
  db
    .select({
      customerId: redemption.customerId,
      promotionId: redemption.promotionId,
      uses: count(),
    })
    .from(redemption)
    .where(
      and(inJson(redemption.customerId, 'customerIds'), ne(redemption.status, sql`'RELEASED'`)),
    )
    .groupBy(redemption.customerId, redemption.promotionId)
    .prepare(),
);
const selectByReference = prepared((db) =>
  db
    .select()
    .from(redemption)
    .where(eq(redemption.reference, sql.placeholder('reference')))
    .prepare(),
);
