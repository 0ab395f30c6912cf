import {
  type Basket,
  type BasketLine,
  type Discount,
  createDiscount,
  isInScope,
  isOpen,
  isShippingOpen,
} from '#src/rules/basket.ts';
import { discountBuyXGetY, shareOfUnits } from '#src/rules/discounts/buy-x-get-y.ts';
import {
  amountOff,
  discountFixedPrice,
  discountPercentOff,
  discountTiered,
} from '#src/rules/discounts/price-cuts.ts';
import { spreadOver } from '#src/rules/discounts/shared.ts';
import type { PromotionRule, RuleOf, Scope } from '#src/rules/promotion-rule.ts';
import { sumOf } from '#src/rules/rounding.ts';

/** What brings a promotion into a cart. */
export interface Offer {
  readonly stackable: boolean;
  readonly rule: PromotionRule;
  /** Of the voucher that brought it, in the cart's currency. */
  readonly balance: number | null;
}

/** What a promotion takes off a basket; nothing when its rule finds nothing to reduce. Conditions are not checked here. */
export function discountsOf(offer: Offer, basket: Basket): Discount[] {
  const { rule } = offer;
  const measured = measuredLines(rule, basket.lines);
  const open = measured.filter((line) => isOpen(line, offer.stackable));
  switch (rule.kind) {
    case 'PERCENT_OFF':
      return discountPercentOff(rule, open, basket);
    case 'AMOUNT_OFF':
      return discountAmountOff({ ...offer, rule }, open, basket);
    case 'FIXED_PRICE':
      return discountFixedPrice(rule, open, basket);
    case 'TIERED':
      return discountTiered(rule, open, { ...basket, measured });
    case 'BUY_X_GET_Y':
      return discountBuyXGetY(rule, basket.lines, (line) => isOpen(line, offer.stackable));
    case 'FREE_SHIPPING':
      return discountShipping(offer, basket, shippingLimit(rule, basket.currency));
    case 'GIFT_WITH_PURCHASE':
      return discountGift(
        rule,
        basket.lines.filter((line) => isOpen(line, offer.stackable)),
      );
  }
}

/** The lines a rule's conditions look at. A gift does not earn itself. */
export function measuredLines(rule: PromotionRule, lines: readonly BasketLine[]): BasketLine[] {
  const scope: Scope | undefined = rule.kind === 'BUY_X_GET_Y' ? rule.buy.applies : rule.applies;
  return lines.filter(
    (line) =>
      isInScope(line, scope) && (rule.kind !== 'GIFT_WITH_PURCHASE' || line.sku !== rule.gift.sku),
  );
}

function discountAmountOff(
  offer: Offer & { readonly rule: RuleOf<'AMOUNT_OFF'> },
  open: readonly BasketLine[],
  basket: Basket,
): Discount[] {
  const { amounts, target } = offer.rule;
  if (amounts !== 'VOUCHER_BALANCE') {
    const amount = amounts[basket.currency];
    return amount === undefined ? [] : amountOff(open, amount, target);
  }
  // A balance pays for goods first; what it leaves pays for shipping.
  const balance = offer.balance ?? 0;
  const offGoods = spreadOver(open, balance);
  const rest = balance - sumOf(offGoods, (discount) => discount.amount);
  return [...offGoods, ...discountShipping(offer, basket, rest)];
}

function shippingLimit({ maxAmount }: RuleOf<'FREE_SHIPPING'>, currency: string): number {
  return maxAmount === undefined ? Infinity : (maxAmount[currency] ?? 0);
}

function discountShipping(
  { stackable }: Pick<Offer, 'stackable'>,
  basket: Basket,
  limit: number,
): Discount[] {
  const left = (basket.shipping ?? 0) - basket.shippingDiscount;
  const amount = isShippingOpen(basket, stackable) ? Math.min(left, limit) : 0;
  return amount > 0 ? [{ target: 'SHIPPING', amount, shares: new Map() }] : [];
}

function discountGift(
  { gift }: RuleOf<'GIFT_WITH_PURCHASE'>,
  open: readonly BasketLine[],
): Discount[] {
  let left = gift.quantity;
  return createDiscount(
    'LINE',
    open
      .filter((line) => line.sku === gift.sku)
      .map((line) => {
        const units = Math.min(left, line.quantity);
        left -= units;
        return [line.id, shareOfUnits(line, units, 10_000)] as const;
      }),
  );
}
