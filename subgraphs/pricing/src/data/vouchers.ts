import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, eq, isNull, not, sql } from '@supergraph/kit/drizzle';

import { type VoucherRow, voucher } from '#src/tables.ts';

/** Codes are looked up in upper case. */
export async function findVouchers(db: Queries, codes: readonly string[]): Promise<VoucherRow[]> {
  return selectByCodes(db).all({ codes: JSON.stringify(codes) });
}

/** The public codes of a promotion, sorted. */
export async function findCodesOf(db: Queries, promotionId: string): Promise<string[]> {
  const rows = db
    .select({ code: voucher.code })
    .from(voucher)
    .where(and(eq(voucher.promotionId, promotionId), isNull(voucher.customerId)))
    .orderBy(voucher.code)
    .all();
  return rows.map(({ code }) => code);
}

/** Makes these the public codes of a promotion; ones that stay keep their count. Personal vouchers are not touched. */
export async function replaceCodes(
  tx: Transaction,
  promotionId: string,
  codes: readonly string[],
): Promise<void> {
  deleteOthers(tx).run({ promotionId, codes: JSON.stringify(codes) });
  for (const code of codes) {
    tx.insert(voucher).values({ code, promotionId }).onConflictDoNothing().run();
  }
}

export async function insertVoucher(tx: Transaction, row: Omit<VoucherRow, 'used'>): Promise<void> {
  tx.insert(voucher).values(row).run();
}

/** Moves the count of held and used redemptions. */
export async function addVoucherUse(tx: Transaction, code: string, change: 1 | -1): Promise<void> {
  addUse(tx).run({ code, change });
}

const selectByCodes = prepared((db) =>
  db.select().from(voucher).where(inJson(voucher.code, 'codes')).prepare(),
);
const deleteOthers = prepared((db) =>
  db
    .delete(voucher)
    .where(
      and(
        eq(voucher.promotionId, sql.placeholder('promotionId')),
        isNull(voucher.customerId),
        not(inJson(voucher.code, 'codes')),
      ),
    )
    .prepare(),
);
const addUse = prepared((db) =>
  db
    .update(voucher)
    .set({ used: sql`${voucher.used} + ${sql.placeholder('change')}` })
    .where(eq(voucher.code, sql.placeholder('code')))
    .prepare(),
);
