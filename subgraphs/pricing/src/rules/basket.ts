import type { Scope } from '#src/rules/promotion-rule.ts';
import { sumOf } from '#src/rules/rounding.ts';

/** What scopes of promotions look at. */
export interface Scoped {
  readonly sku: string;
  readonly productId: string;
  /** With all ancestors. */
  readonly categoryIds: readonly string[];
}

/** A line that has a price, and what promotions have taken off it so far. */
export interface BasketLine extends Scoped {
  readonly id: string;
  readonly quantity: number;
  readonly unitPrice: number;
  /** By promotions on single lines. */
  readonly ownDiscount: number;
  /** Its share of promotions on the order. */
  readonly orderDiscount: number;
  /** Has a promotion that does not combine. */
  readonly locked: boolean;
}

/** A cart while promotions run over it. Lines are sorted by id, so that ties do not depend on the cart's order. */
export interface Basket {
  readonly currency: string;
  readonly lines: readonly BasketLine[];
  /** Null while no shipping option is chosen. */
  readonly shipping: number | null;
  readonly shippingDiscount: number;
  readonly shippingLocked: boolean;
}

export type DiscountTarget = 'LINE' | 'ORDER' | 'SHIPPING';

/** What one promotion takes off. Every share is above zero and at most what is left of its line. */
export interface Discount {
  readonly target: DiscountTarget;
  readonly amount: number;
  readonly shares: ReadonlyMap<string, number>;
}

export function subtotalOf({ unitPrice, quantity }: BasketLine): number {
  return unitPrice * quantity;
}

/** What is left of a line to discount. */
export function remainingOf(line: BasketLine): number {
  return subtotalOf(line) - line.ownDiscount - line.orderDiscount;
}

export function isInScope(line: Scoped, scope: Scope | undefined): boolean {
  return (
    scope === undefined ||
    (scope.skus?.includes(line.sku) ?? false) ||
    (scope.productIds?.includes(line.productId) ?? false) ||
    (scope.categoryIds?.some((id) => line.categoryIds.includes(id)) ?? false)
  );
}

/** Whether a promotion may take something off this line, next to what others have taken. */
export function isOpen(line: BasketLine, stackable: boolean): boolean {
  return !line.locked && (stackable || line.ownDiscount + line.orderDiscount === 0);
}

export function isShippingOpen(basket: Basket, stackable: boolean): boolean {
  return !basket.shippingLocked && (stackable || basket.shippingDiscount === 0);
}

/** A discount of the shares above zero, or none. */
export function createDiscount(
  target: 'LINE' | 'ORDER',
  shares: Iterable<readonly [string, number]>,
): Discount[] {
  const kept = [...shares].filter(([, share]) => share > 0);
  return kept.length === 0
    ? []
    : [{ target, amount: sumOf(kept, ([, share]) => share), shares: new Map(kept) }];
}

/** The basket after a discount; `locks` when the promotion does not combine with others. */
export function applyDiscount(basket: Basket, discount: Discount, locks: boolean): Basket {
  if (discount.target === 'SHIPPING') {
    return {
      ...basket,
      shippingDiscount: basket.shippingDiscount + discount.amount,
      shippingLocked: basket.shippingLocked || locks,
    };
  }
  const taken = discount.target === 'LINE' ? 'ownDiscount' : 'orderDiscount';
  return {
    ...basket,
    lines: basket.lines.map((line) => {
      const share = discount.shares.get(line.id);
      return share === undefined
        ? line
        : { ...line, [taken]: line[taken] + share, locked: line.locked || locks };
    }),
  };
}
