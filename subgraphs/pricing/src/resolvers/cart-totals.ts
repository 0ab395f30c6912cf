import { type Money, toMoney } from '@supergraph/kit/money';

import type {
  AppliedDiscountResolvers,
  EarnedGiftResolvers,
  ResolversTypes,
} from '#src/generated/resolvers.ts';
import { labelOf } from '#src/promotion-label.ts';
import type { CartQuote } from '#src/rules/cart-quote.ts';

type Totals = Exclude<Awaited<ResolversTypes['CartTotals']>, null>;

/** A quote in the graph's form: every amount becomes money. */
export function toCartTotals(quote: CartQuote): Totals {
  const money = (amount: number): Money => toMoney(amount, quote.currency);
  const maybe = (amount: number | null): Money | null => (amount === null ? null : money(amount));
  return {
    subtotal: money(quote.subtotal),
    discountTotal: money(quote.discountTotal),
    shipping: maybe(quote.shipping),
    tax: money(quote.tax),
    taxIncluded: quote.taxIncluded,
    taxEstimated: quote.taxEstimated,
    total: money(quote.total),
    lines: quote.lines.map((line) => ({
      lineId: line.lineId,
      unitPrice: maybe(line.unitPrice),
      subtotal: money(line.subtotal),
      discount: money(line.discount),
      prorated: money(line.prorated),
      tax: money(line.tax),
      total: money(line.total),
    })),
    unpricedLineIds: [...quote.unpricedLineIds],
    discounts: quote.discounts.map((discount) => ({
      ...discount,
      amount: money(discount.amount),
    })),
    taxLines: quote.taxLines.map(({ label, ratePermyriad, base, amount }) => ({
      label,
      ratePermyriad,
      base: money(base),
      amount: money(amount),
    })),
    vouchers: quote.vouchers.map(({ code, applied, refusal }) => ({
      code,
      applied,
      reason: refusal?.code ?? null,
      message: refusal?.message ?? null,
    })),
    gifts: [...quote.gifts],
    quoteHash: quote.quoteHash,
  };
}

export const AppliedDiscount: AppliedDiscountResolvers = {
  label: ({ promotionId }, _, context) => labelOf(promotionId, context),
  lineIds: ({ lineIds }) => [...lineIds],
};

export const EarnedGift: EarnedGiftResolvers = {
  label: ({ promotionId }, _, context) => labelOf(promotionId, context),
  async variant({ sku }, _, { loaders }) {
    const variant = await loaders.variantBySku.load(sku);
    if (variant === null) {
      throw new Error(`The gift "${sku}" is not a known variant.`);
    }
    return variant;
  },
};
