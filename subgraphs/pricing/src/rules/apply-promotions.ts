import {
  type Basket,
  type Discount,
  type DiscountTarget,
  applyDiscount,
} from '#src/rules/basket.ts';
import { discountsOf } from '#src/rules/discounts/discounts-of.ts';
import {
  type Promotion,
  type Refusal,
  type Shopper,
  UNKNOWN_CODE,
  type Voucher,
  normalizeCode,
  refuseContent,
  refuseShopper,
  refuseVoucher,
} from '#src/rules/eligibility.ts';
import { sumOf } from '#src/rules/rounding.ts';

export interface PromotionInputs {
  readonly shopper: Shopper;
  /** Running promotions without voucher, and those of the vouchers. */
  readonly promotions: readonly Promotion[];
  readonly vouchers: readonly Voucher[];
  /** As the shopper typed them. */
  readonly voucherCodes: readonly string[];
  /** Redemptions of this customer by promotion id. */
  readonly usedByCustomer: ReadonlyMap<string, number>;
}

export interface AppliedPromotion {
  readonly promotionId: string;
  readonly voucherCode: string | null;
  readonly target: DiscountTarget;
  readonly amount: number;
  readonly lineIds: readonly string[];
}

export interface VoucherState {
  readonly code: string;
  readonly applied: boolean;
  readonly refusal: Refusal | null;
}

export interface Gift {
  readonly promotionId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly quantityInCart: number;
}

export interface PromotionOutcome {
  readonly basket: Basket;
  readonly applied: readonly AppliedPromotion[];
  readonly vouchers: readonly VoucherState[];
  readonly gifts: readonly Gift[];
}

interface Candidate {
  readonly promotion: Promotion;
  readonly voucher: Voucher | null;
}

const DOES_NOT_COMBINE: Refusal = {
  code: 'CONFLICT',
  message: 'The voucher does not combine with another promotion in the cart.',
};

/** Runs every promotion over a basket, by priority; the order of codes, lines and promotions does not matter. */
export function applyPromotions(basket: Basket, inputs: PromotionInputs): PromotionOutcome {
  const { candidates, refusals } = findCandidates(inputs);
  let after = basket;
  const applied: AppliedPromotion[] = [];
  const gifts: Gift[] = [];
  for (const candidate of candidates.toSorted(byPriority)) {
    const refused = refuseContent(candidate.promotion.rule, basket.lines, basket.currency);
    if (refused !== undefined) {
      refuse(refusals, candidate, refused);
      continue;
    }
    const gift = giftOf(candidate.promotion, basket);
    gifts.push(...gift);
    const discounts = discountsOf(offerOf(candidate), after);
    after = applyAll(after, discounts, !candidate.promotion.stackable);
    applied.push(...discounts.map((discount) => describe(candidate, discount)));
    if (discounts.length === 0 && gift.length === 0) {
      refuse(refusals, candidate, whyNothing(candidate, basket));
    }
  }
  return { basket: after, applied, gifts, vouchers: statesOf(inputs.voucherCodes, refusals) };
}

function findCandidates({ shopper, promotions, ...inputs }: PromotionInputs): {
  candidates: Candidate[];
  refusals: Map<string, Refusal>;
} {
  const refusals = new Map<string, Refusal>();
  const byId = new Map(promotions.map((promotion) => [promotion.id, promotion]));
  const refuseFor = (promotion: Promotion): Refusal | undefined =>
    refuseShopper(promotion, shopper, inputs.usedByCustomer.get(promotion.id) ?? 0);

  const candidates: Candidate[] = promotions
    .filter((promotion) => !promotion.requiresVoucher && refuseFor(promotion) === undefined)
    .map((promotion) => ({ promotion, voucher: null }));
  const taken = new Set<string>();
  for (const voucher of inputs.vouchers.toSorted((one, other) =>
    one.code < other.code ? -1 : 1,
  )) {
    const promotion = byId.get(voucher.promotionId);
    const refused =
      promotion === undefined
        ? UNKNOWN_CODE
        : (refuseVoucher(voucher, shopper) ?? refuseFor(promotion));
    if (promotion === undefined || refused !== undefined) {
      refusals.set(voucher.code, refused ?? UNKNOWN_CODE);
    } else if (taken.has(promotion.id) && voucher.balance === null) {
      refusals.set(voucher.code, DOES_NOT_COMBINE);
    } else {
      taken.add(promotion.id);
      candidates.push({ promotion, voucher });
    }
  }
  const known = new Set(inputs.vouchers.map(({ code }) => code));
  for (const code of inputs.voucherCodes.map(normalizeCode).filter((typed) => !known.has(typed))) {
    refusals.set(code, UNKNOWN_CODE);
  }
  return { candidates, refusals };
}

function offerOf({ promotion, voucher }: Candidate) {
  return {
    rule: promotion.rule,
    stackable: promotion.stackable,
    balance: voucher?.balance ?? null,
  };
}

function applyAll(basket: Basket, discounts: readonly Discount[], locks: boolean): Basket {
  return discounts.reduce((before, discount) => applyDiscount(before, discount, locks), basket);
}

function describe({ promotion, voucher }: Candidate, discount: Discount): AppliedPromotion {
  return {
    promotionId: promotion.id,
    voucherCode: voucher?.code ?? null,
    target: discount.target,
    amount: discount.amount,
    lineIds: [...discount.shares.keys()],
  };
}

function giftOf({ id, rule }: Promotion, { lines }: Basket): Gift[] {
  if (rule.kind !== 'GIFT_WITH_PURCHASE') {
    return [];
  }
  const { sku, quantity } = rule.gift;
  const inCart = sumOf(
    lines.filter((line) => line.sku === sku),
    (line) => line.quantity,
  );
  return [{ promotionId: id, sku, quantity, quantityInCart: Math.min(inCart, quantity) }];
}

/** A code that would have worked alone lost to another promotion; else the cart has nothing it reduces. */
function whyNothing(candidate: Candidate, untouched: Basket): Refusal | undefined {
  const { rule } = candidate.promotion;
  if (discountsOf(offerOf(candidate), untouched).length > 0) {
    return DOES_NOT_COMBINE;
  }
  // Shipping is chosen late: the code is right, and counts as soon as there is something to pay for.
  if (rule.kind === 'FREE_SHIPPING' && untouched.shipping === null) {
    return undefined;
  }
  return { code: 'VOUCHER_INVALID', message: 'The voucher reduces nothing in this cart.' };
}

function refuse(
  refusals: Map<string, Refusal>,
  { voucher }: Candidate,
  refused: Refusal | undefined,
): void {
  if (voucher !== null && refused !== undefined) {
    refusals.set(voucher.code, refused);
  }
}

/** One state for each code, in the shopper's order; a code typed twice counts once. */
function statesOf(
  codes: readonly string[],
  refusals: ReadonlyMap<string, Refusal>,
): VoucherState[] {
  const typed = new Map(codes.map((code) => [normalizeCode(code), code]));
  return [...typed].map(([code, asTyped]) => {
    const refused = refusals.get(code) ?? null;
    return { code: asTyped, applied: refused === null, refusal: refused };
  });
}

/** Equal priorities go by id and code, so that the same cart always costs the same. Balances go last: they pay, not cut. */
function byPriority(one: Candidate, other: Candidate): number {
  return (
    Number(isPayment(one)) - Number(isPayment(other)) ||
    other.promotion.priority - one.promotion.priority ||
    compareText(one.promotion.id, other.promotion.id) ||
    compareText(one.voucher?.code ?? '', other.voucher?.code ?? '')
  );
}

function isPayment({ voucher }: Candidate): boolean {
  return voucher?.balance != null;
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : Number(one > other) - Number(one < other);
}
