import { defineCommand } from '@supergraph/kit/commands';
import type { Transaction } from '@supergraph/kit/database';
import { z } from 'zod';

import { reference } from '#src/commands/quote.ts';
import type { PricingDeps } from '#src/context.ts';
import { findPromotions } from '#src/data/promotions.ts';
import { findQuote } from '#src/data/quotes.ts';
import {
  countUses,
  findRedemptions,
  forgetRedemptions,
  holdRedemption,
} from '#src/data/redemptions.ts';
import { findVouchers } from '#src/data/vouchers.ts';
import { type RefusalCode, refuseLimit } from '#src/rules/eligibility.ts';
import { withoutOwnHolds } from '#src/rules/own-holds.ts';
import { sumOf } from '#src/rules/rounding.ts';
import { toPromotion } from '#src/rules/stored-promotion.ts';
import type { RedemptionRow } from '#src/tables.ts';

const storedQuote = z.object({
  customerId: z.string().nullable(),
  discounts: z.array(
    z.object({
      promotionId: z.string(),
      voucherCode: z.string().nullable(),
      amount: z.int(),
    }),
  ),
});
type StoredQuote = z.infer<typeof storedQuote>;

interface Wanted {
  readonly promotionId: string;
  readonly voucherCode: string;
  readonly amount: number;
}

interface RedeemRefusal {
  readonly status: 'REFUSED';
  readonly code: RefusalCode | 'ILLEGAL_STATE';
  readonly message: string;
  readonly promotionId?: string;
  readonly voucherCode?: string;
}

/**
 * Holds the promotions and vouchers of a quote for a checkout; a newer quote of the same checkout replaces what it held.
 *
 * A promotion that ended since is honoured as quoted; limits that others reached since are not.
 */
export const createRedeemCommand = (deps: PricingDeps) =>
  defineCommand({
    callers: ['cart'],
    input: z.object({ reference, quoteHash: z.string().regex(/^[0-9a-f]{64}$/u) }),
    async run(tx, input) {
      const now = deps.now();
      const quote = await findQuote(tx, input.quoteHash);
      if (quote === undefined || quote.expiresAt <= now) {
        return refused('CONFLICT', 'The quote is unknown or has expired: quote again.');
      }
      const { customerId, discounts } = storedQuote.parse(JSON.parse(quote.body));
      const wanted = groupDiscounts(discounts);
      const holds = await findRedemptions(tx, input.reference);
      if (holds.some(({ status }) => status === 'USED')) {
        return refused('ILLEGAL_STATE', 'The checkout is confirmed.');
      }
      const refusal = await refuseWanted(tx, wanted, { customerId, holds });
      if (refusal !== undefined) {
        return refusal;
      }
      await forgetRedemptions(tx, input.reference, holds);
      for (const one of wanted) {
        const row = { ...one, reference: input.reference, customerId, at: now };
        await holdRedemption(tx, { ...row, status: 'HELD' });
      }
      return { status: 'HELD', redemptions: wanted };
    },
  });

function refused(code: RedeemRefusal['code'], message: string): RedeemRefusal {
  return { status: 'REFUSED', code, message };
}

/** A balance can pay for goods and shipping: two discounts, one redemption. */
function groupDiscounts(discounts: StoredQuote['discounts']): Wanted[] {
  const groups = Map.groupBy(
    discounts,
    ({ promotionId, voucherCode }) => `${promotionId} ${voucherCode ?? ''}`,
  );
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    return first === undefined
      ? []
      : {
          promotionId: first.promotionId,
          voucherCode: first.voucherCode ?? '',
          amount: sumOf(members, ({ amount }) => amount),
        };
  });
}

interface Holder {
  readonly customerId: string | null;
  readonly holds: readonly RedemptionRow[];
}

async function refuseWanted(
  tx: Transaction,
  wanted: readonly Wanted[],
  { customerId, holds }: Holder,
): Promise<RedeemRefusal | undefined> {
  const codes = wanted.map(({ voucherCode }) => voucherCode).filter((code) => code !== '');
  const uses = customerId === null ? [] : await countUses(tx, [customerId]);
  const rows = await findPromotions(tx, [...new Set(wanted.map((one) => one.promotionId))]);
  const facts = withoutOwnHolds(
    {
      promotions: rows.map(toPromotion),
      vouchers: await findVouchers(tx, codes),
      usedByCustomer: new Map(uses.map((use) => [use.promotionId, use.uses])),
    },
    holds,
  );
  for (const { promotionId, voucherCode } of wanted) {
    const promotion = facts.promotions.find(({ id }) => id === promotionId);
    const limit =
      promotion === undefined
        ? refused('VOUCHER_INVALID', 'The promotion is gone.')
        : refuseLimit(promotion, { customerId }, facts.usedByCustomer.get(promotionId) ?? 0);
    const refusal = limit ?? refuseCode(voucherCode, facts.vouchers);
    if (refusal !== undefined) {
      return { ...refusal, status: 'REFUSED', promotionId, voucherCode };
    }
  }
  return undefined;
}

function refuseCode(
  code: string,
  vouchers: Awaited<ReturnType<typeof findVouchers>>,
): RedeemRefusal | undefined {
  if (code === '') {
    return undefined;
  }
  const voucher = vouchers.find((candidate) => candidate.code === code);
  if (voucher === undefined) {
    return refused('VOUCHER_INVALID', 'The voucher is gone.');
  }
  return voucher.maxUses !== null && voucher.used >= voucher.maxUses
    ? refused('VOUCHER_LIMIT', 'The voucher is used up.')
    : undefined;
}
