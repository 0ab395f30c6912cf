import { allocate } from '@supergraph/kit/money';

import { type BasketLine, type Discount, createDiscount, remainingOf } from '#src/rules/basket.ts';
import { sumOf } from '#src/rules/rounding.ts';

/** Spreads an amount over lines by what is left of each; never more than that. */
export function spreadOver(
  lines: readonly BasketLine[],
  wanted: number,
  target: 'LINE' | 'ORDER' = 'ORDER',
): Discount[] {
  const available = sumOf(lines, remainingOf);
  const total = Math.min(wanted, available);
  if (total <= 0) {
    return [];
  }
  const shares = allocate(total, lines.map(remainingOf));
  return createDiscount(
    target,
    lines.map((line, index) => [line.id, shares[index] ?? 0]),
  );
}

/** Lowers a discount to a limit, in proportion. */
export function capDiscount(discounts: readonly Discount[], limit: number | undefined): Discount[] {
  return discounts.flatMap((discount) => {
    if (limit === undefined || discount.amount <= limit || discount.target === 'SHIPPING') {
      return [discount];
    }
    const ids = [...discount.shares.keys()];
    const shares = allocate(limit, [...discount.shares.values()]);
    return createDiscount(
      discount.target,
      ids.map((id, index) => [id, shares[index] ?? 0]),
    );
  });
}
