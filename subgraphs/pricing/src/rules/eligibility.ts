import { type BasketLine, subtotalOf } from '#src/rules/basket.ts';
import { measuredLines } from '#src/rules/discounts/discounts-of.ts';
import type { Amounts, PromotionRule, When } from '#src/rules/promotion-rule.ts';
import { sumOf } from '#src/rules/rounding.ts';

/** A promotion as its rules need it. */
export interface Promotion {
  readonly id: string;
  readonly rule: PromotionRule;
  readonly priority: number;
  readonly stackable: boolean;
  readonly enabled: boolean;
  readonly requiresVoucher: boolean;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly usageLimit: number | null;
  readonly perCustomerLimit: number | null;
  /** Redemptions held or used, in all. */
  readonly used: number;
}

export interface Voucher {
  readonly code: string;
  readonly promotionId: string;
  /** Who alone may use it. */
  readonly customerId: string | null;
  readonly balance: number | null;
  readonly currency: string | null;
  readonly maxUses: number | null;
  readonly used: number;
  readonly expiresAt: number | null;
}

export interface Shopper {
  readonly now: number;
  readonly currency: string;
  readonly country: string;
  readonly customerId: string | null;
  readonly customerGroups: readonly string[];
}

export type RefusalCode =
  | 'VOUCHER_INVALID'
  | 'VOUCHER_EXPIRED'
  | 'VOUCHER_LIMIT'
  | 'CONFLICT'
  | 'UNAUTHENTICATED';

/** Why something does not count. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
}

const refusal = (code: RefusalCode, message: string): Refusal => ({ code, message });

/** Whether a promotion runs at all at this time. */
function isRunning(
  { enabled, startsAt, endsAt }: Pick<Promotion, 'enabled' | 'startsAt' | 'endsAt'>,
  now: number,
): boolean {
  return enabled && (startsAt ?? 0) <= now && now < (endsAt ?? Infinity);
}

/** Why a promotion is not for this shopper, whatever is in the cart. */
export function refuseShopper(
  promotion: Promotion,
  shopper: Shopper,
  usedByCustomer: number,
): Refusal | undefined {
  if (promotion.endsAt !== null && promotion.endsAt <= shopper.now) {
    return refusal('VOUCHER_EXPIRED', 'The promotion has ended.');
  }
  if (!isRunning(promotion, shopper.now)) {
    return refusal('VOUCHER_INVALID', 'The promotion does not run.');
  }
  return (
    refuseGroup(promotion.rule.when, shopper) ?? refuseLimit(promotion, shopper, usedByCustomer)
  );
}

function refuseGroup(when: When | undefined, shopper: Shopper): Refusal | undefined {
  if (when?.countries !== undefined && !when.countries.includes(shopper.country)) {
    return refusal('VOUCHER_INVALID', `The promotion does not run in ${shopper.country}.`);
  }
  if (
    when?.customerGroups !== undefined &&
    !when.customerGroups.some((group) => shopper.customerGroups.includes(group))
  ) {
    return shopper.customerId === null
      ? refusal('UNAUTHENTICATED', 'Sign in to use the promotion.')
      : refusal('VOUCHER_INVALID', 'The promotion is for other customers.');
  }
  return undefined;
}

/** Whether a promotion can be shown to this shopper: it runs here, for them, and in this currency. */
export function isOffered(promotion: Promotion, shopper: Shopper): boolean {
  const { rule } = promotion;
  return (
    isRunning(promotion, shopper.now) &&
    refuseGroup(rule.when, shopper) === undefined &&
    amountsOf(rule).every((amounts) => amounts[shopper.currency] !== undefined)
  );
}

/** Amounts without which a promotion does nothing in a currency. */
function amountsOf(rule: PromotionRule): Amounts[] {
  const own = 'amounts' in rule && rule.amounts !== 'VOUCHER_BALANCE' ? rule.amounts : undefined;
  const limit = 'maxAmount' in rule ? rule.maxAmount : undefined;
  return [own, limit, rule.when?.minSubtotal].filter((amounts) => amounts !== undefined);
}

/** Limits count held redemptions too: what a running checkout holds is as good as used. */
export function refuseLimit(
  { usageLimit, perCustomerLimit, used }: Promotion,
  { customerId }: Pick<Shopper, 'customerId'>,
  usedByCustomer: number,
): Refusal | undefined {
  if (usageLimit !== null && used >= usageLimit) {
    return refusal('VOUCHER_LIMIT', 'The promotion is used up.');
  }
  if (perCustomerLimit === null) {
    return undefined;
  }
  if (customerId === null) {
    return refusal('UNAUTHENTICATED', 'Sign in to use the promotion.');
  }
  return usedByCustomer >= perCustomerLimit
    ? refusal('VOUCHER_LIMIT', 'You have used the promotion as often as you can.')
    : undefined;
}

/** Why a code is not for this shopper. Somebody else's code looks like one that does not exist. */
export function refuseVoucher(voucher: Voucher, shopper: Shopper): Refusal | undefined {
  if (voucher.customerId !== null && voucher.customerId !== shopper.customerId) {
    return UNKNOWN_CODE;
  }
  if (voucher.expiresAt !== null && voucher.expiresAt <= shopper.now) {
    return refusal('VOUCHER_EXPIRED', 'The voucher has expired.');
  }
  if (voucher.maxUses !== null && voucher.used >= voucher.maxUses) {
    return refusal('VOUCHER_LIMIT', 'The voucher is used up.');
  }
  if (voucher.currency !== null && voucher.currency !== shopper.currency) {
    return refusal('VOUCHER_INVALID', `The voucher is worth ${voucher.currency} only.`);
  }
  return undefined;
}

export const UNKNOWN_CODE = refusal('VOUCHER_INVALID', 'There is no such voucher.');

/** Why the cart's content does not earn a promotion. Looks at list prices, so other promotions do not matter. */
export function refuseContent(
  rule: PromotionRule,
  lines: readonly BasketLine[],
  currency: string,
): Refusal | undefined {
  const measured = measuredLines(rule, lines);
  if (measured.length === 0) {
    return refusal('VOUCHER_INVALID', 'Nothing in the cart takes part in the promotion.');
  }
  const minimum = rule.when?.minSubtotal;
  if (minimum !== undefined && sumOf(measured, subtotalOf) < (minimum[currency] ?? Infinity)) {
    return refusal('VOUCHER_INVALID', 'The cart has not reached the minimum amount.');
  }
  const quantity = sumOf(measured, (line) => line.quantity);
  return quantity < (rule.when?.minQuantity ?? 0)
    ? refusal('VOUCHER_INVALID', 'The cart has not reached the minimum quantity.')
    : undefined;
}

/** One form for a code, however a shopper typed it. */
export function normalizeCode(code: string): string {
  return code.trim().toUpperCase();
}

export function isVoucherCode(code: string): boolean {
  return /^[A-Z0-9][A-Z0-9_-]{2,39}$/u.test(code);
}
