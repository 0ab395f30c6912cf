import type { Transaction } from '@supergraph/kit/database';
import { validationError } from '@supergraph/kit/user-errors';

import type { PricingDeps } from '#src/context.ts';
import {
  type PromotionText,
  findPromotionTexts,
  findPromotions,
  putPromotion,
} from '#src/data/promotions.ts';
import { findVariantsBySku } from '#src/data/variants.ts';
import { findCodesOf, findVouchers, replaceCodes } from '#src/data/vouchers.ts';
import type { NewPromotion } from '#src/rules/promotion-input.ts';
import { writePromotionRule } from '#src/rules/promotion-rule.ts';
import { canonicalJson } from '#src/rules/quote-hash.ts';
import type { PromotionRow } from '#src/tables.ts';
import type { WriteError, WriteOutcome } from '#src/write-price.ts';

export interface PromotionWrite {
  readonly deps: Pick<PricingDeps, 'publish'>;
  readonly correlationId: string;
  /** Name of the input's field that holds the rule, for errors. */
  readonly ruleField: string;
}

interface PromotionState {
  readonly row: Omit<PromotionRow, 'used'>;
  readonly texts: readonly PromotionText[];
  readonly codes: readonly string[];
}

/** Creates or replaces a promotion with its texts and codes, and publishes the change. How often it was used stays. */
export async function writePromotion(
  tx: Transaction,
  { id, promotion }: { readonly id: string; readonly promotion: NewPromotion },
  write: PromotionWrite,
): Promise<WriteOutcome> {
  const error =
    (await refuseGift(tx, promotion, write.ruleField)) ?? (await refuseCodes(tx, id, promotion));
  if (error !== undefined) {
    return { status: 'refused', error };
  }
  const before = await findState(tx, id);
  const after = toState(id, promotion, before);
  if (before !== undefined && canonicalJson(before) === canonicalJson(after)) {
    return { status: 'unchanged' };
  }
  await putPromotion(tx, { ...after.row, used: 0 }, after.texts);
  if (promotion.voucherCodes !== null) {
    await replaceCodes(tx, id, promotion.voucherCodes);
  }
  await write.deps.publish(tx, {
    type: 'pricing.promotion.changed',
    key: id,
    data: { promotionId: id, kind: after.row.kind, enabled: after.row.enabled },
    cause: { correlationId: write.correlationId },
  });
  return { status: before === undefined ? 'created' : 'updated' };
}

async function refuseGift(
  tx: Transaction,
  { rule }: NewPromotion,
  ruleField: string,
): Promise<WriteError | undefined> {
  if (rule.kind !== 'GIFT_WITH_PURCHASE') {
    return undefined;
  }
  const [gift] = await findVariantsBySku(tx, [rule.gift.sku]);
  return gift === undefined
    ? validationError(`gift.sku: There is no variant with sku "${rule.gift.sku}".`, [
        ruleField,
        'gift',
        'sku',
      ])
    : undefined;
}

async function refuseCodes(
  tx: Transaction,
  id: string,
  { voucherCodes }: NewPromotion,
): Promise<WriteError | undefined> {
  const taken = (await findVouchers(tx, voucherCodes ?? [])).find(
    (voucher) => voucher.promotionId !== id,
  );
  return taken === undefined
    ? undefined
    : validationError(`The code "${taken.code}" belongs to another promotion.`, ['voucherCodes']);
}

async function findState(tx: Transaction, id: string): Promise<PromotionState | undefined> {
  const [found] = await findPromotions(tx, [id]);
  if (found === undefined) {
    return undefined;
  }
  const { used: _used, ...row } = found;
  const texts = await findPromotionTexts(tx, [id]);
  return {
    row,
    texts: sortTexts(texts.map(({ promotionId: _id, ...text }) => text)),
    codes: await findCodesOf(tx, id),
  };
}

function toState(
  id: string,
  promotion: NewPromotion,
  before: PromotionState | undefined,
): PromotionState {
  const { rule, texts, voucherCodes, ...columns } = promotion;
  const codes = voucherCodes ?? before?.codes ?? [];
  return {
    row: {
      ...columns,
      id,
      kind: rule.kind,
      rule: writePromotionRule(rule),
      requiresVoucher:
        voucherCodes === null ? (before?.row.requiresVoucher ?? false) : codes.length > 0,
    },
    texts: sortTexts(texts),
    codes,
  };
}

function sortTexts(texts: readonly PromotionText[]): PromotionText[] {
  return texts.toSorted((one, other) => (one.locale < other.locale ? -1 : 1));
}
