import { permyriadOf } from '@supergraph/kit/money';

import {
  type Basket,
  type BasketLine,
  type Discount,
  createDiscount,
  remainingOf,
  subtotalOf,
} from '#src/rules/basket.ts';
import { capDiscount, spreadOver } from '#src/rules/discounts/shared.ts';
import type { Amounts, RuleOf } from '#src/rules/promotion-rule.ts';
import { sumOf } from '#src/rules/rounding.ts';

type Target = 'LINE' | 'ORDER';

/** A share off: rounded once per line, or once for the order and then spread. */
function percentOff(lines: readonly BasketLine[], permyriad: number, target: Target): Discount[] {
  if (target === 'ORDER') {
    return spreadOver(lines, permyriadOf(sumOf(lines, remainingOf), permyriad));
  }
  return createDiscount(
    'LINE',
    lines.map((line) => [line.id, permyriadOf(remainingOf(line), permyriad)]),
  );
}

export function discountPercentOff(
  rule: RuleOf<'PERCENT_OFF'>,
  lines: readonly BasketLine[],
  { currency }: Basket,
): Discount[] {
  // A limit that does not name the currency would be no limit: the promotion stays out of such carts.
  if (rule.maxAmount !== undefined && rule.maxAmount[currency] === undefined) {
    return [];
  }
  return capDiscount(percentOff(lines, rule.permyriad, rule.target), rule.maxAmount?.[currency]);
}

/** An amount off each unit, or off the order. */
export function amountOff(
  lines: readonly BasketLine[],
  amount: number,
  target: Target,
): Discount[] {
  if (target === 'ORDER') {
    return spreadOver(lines, amount);
  }
  return createDiscount(
    'LINE',
    lines.map((line) => [line.id, Math.min(amount * line.quantity, remainingOf(line))]),
  );
}

export function discountFixedPrice(
  rule: RuleOf<'FIXED_PRICE'>,
  lines: readonly BasketLine[],
  { currency }: Basket,
): Discount[] {
  const fixed = rule.amounts[currency];
  if (fixed === undefined) {
    return [];
  }
  return createDiscount(
    'LINE',
    lines.map((line) => [line.id, remainingOf(line) - fixed * line.quantity]),
  );
}

type Step = RuleOf<'TIERED'>['steps'][number];

/** The best step the lines reach; what counts is their list price, whatever other promotions took. */
export function discountTiered(
  rule: RuleOf<'TIERED'>,
  lines: readonly BasketLine[],
  { currency, measured }: Basket & { readonly measured: readonly BasketLine[] },
): Discount[] {
  const quantity = sumOf(measured, (line) => line.quantity);
  const subtotal = sumOf(measured, subtotalOf);
  const isReached = (step: Step): boolean =>
    'minQuantity' in step
      ? step.minQuantity <= quantity
      : reaches(step.minSubtotal, currency, subtotal);
  const permyriad = Math.max(0, ...rule.steps.filter(isReached).map((step) => step.permyriad));
  return permyriad === 0 ? [] : percentOff(lines, permyriad, rule.target);
}

function reaches(minimum: Amounts, currency: string, subtotal: number): boolean {
  const wanted = minimum[currency];
  return wanted !== undefined && wanted <= subtotal;
}
