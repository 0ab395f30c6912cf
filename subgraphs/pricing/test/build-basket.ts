import { type Basket, type BasketLine } from '#src/rules/basket.ts';
import { discountsOf } from '#src/rules/discounts/discounts-of.ts';
import { type PromotionKind, readPromotionRule } from '#src/rules/promotion-rule.ts';

export const buildLine = (
  id: string,
  unitPrice: number,
  more: Partial<BasketLine> = {},
): BasketLine => ({
  id,
  sku: id.toUpperCase(),
  productId: `prod_${id}`,
  categoryIds: [],
  quantity: 1,
  unitPrice,
  ownDiscount: 0,
  orderDiscount: 0,
  locked: false,
  ...more,
});

export const buildBasket = (lines: readonly BasketLine[], more: Partial<Basket> = {}): Basket => ({
  currency: 'EUR',
  lines,
  shipping: null,
  shippingDiscount: 0,
  shippingLocked: false,
  ...more,
});

export function readRule(kind: PromotionKind, value: object) {
  const reading = readPromotionRule(kind, value);
  if (!reading.ok) {
    throw new Error(JSON.stringify(reading.faults));
  }
  return reading.rule;
}

/** What a rule takes off each line, and off shipping. */
export function take(
  basket: Basket,
  kind: PromotionKind,
  value: object,
  offer: { stackable?: boolean; balance?: number } = {},
): Record<string, number> {
  const { stackable = true, balance = null } = offer;
  const discounts = discountsOf({ rule: readRule(kind, value), stackable, balance }, basket);
  return Object.fromEntries(
    discounts.flatMap(({ target, amount, shares }) =>
      target === 'SHIPPING' ? [['shipping', amount]] : [...shares],
    ),
  );
}

export const three = buildBasket([buildLine('a', 999), buildLine('b', 500), buildLine('c', 1)]);
