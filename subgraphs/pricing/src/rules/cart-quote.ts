import {
  type AppliedPromotion,
  type Gift,
  type PromotionInputs,
  type VoucherState,
  applyPromotions,
} from '#src/rules/apply-promotions.ts';
import { type Basket, type BasketLine, remainingOf, subtotalOf } from '#src/rules/basket.ts';
import { hashOf } from '#src/rules/quote-hash.ts';
import { sumOf } from '#src/rules/rounding.ts';
import {
  SHIPPING,
  STANDARD,
  type TaxPlace,
  type TaxRate,
  type Taxed,
  findTaxRate,
  taxAmount,
} from '#src/rules/tax.ts';

/** Everything the cost of a cart depends on. */
export interface CartFacts extends PromotionInputs {
  readonly place: TaxPlace;
  readonly taxRates: readonly TaxRate[];
  readonly shipping: number | null;
  readonly lines: readonly LineFacts[];
}

export interface LineFacts {
  readonly id: string;
  readonly variantId: string;
  readonly quantity: number;
  /** Undefined when the variant is unknown or archived, or has no price for this buyer. */
  readonly priced:
    | {
        readonly sku: string;
        readonly productId: string;
        readonly categoryIds: readonly string[];
        readonly taxClass: string;
        readonly unitPrice: number;
        readonly taxIncluded: boolean;
      }
    | undefined;
}

export interface LineQuote {
  readonly lineId: string;
  readonly unitPrice: number | null;
  readonly subtotal: number;
  readonly discount: number;
  readonly prorated: number;
  readonly tax: number;
  readonly total: number;
}

export interface TaxQuote {
  readonly label: string;
  readonly ratePermyriad: number;
  readonly base: number;
  readonly amount: number;
}

/** What a cart costs, in minor units of one currency. Plain JSON. */
export interface CartQuote {
  readonly currency: string;
  readonly subtotal: number;
  readonly discountTotal: number;
  readonly shipping: number | null;
  readonly tax: number;
  readonly taxIncluded: boolean;
  readonly taxEstimated: boolean;
  readonly total: number;
  readonly lines: readonly LineQuote[];
  readonly unpricedLineIds: readonly string[];
  readonly discounts: readonly AppliedPromotion[];
  readonly taxLines: readonly TaxQuote[];
  readonly vouchers: readonly VoucherState[];
  readonly gifts: readonly Gift[];
  readonly quoteHash: string;
}

/** The cost of a cart. Line shares add up to the totals exactly, whatever the order of lines, codes and promotions. */
export function quoteCart(facts: CartFacts): CartQuote {
  const outcome = applyPromotions(createBasket(facts), facts);
  const { basket } = outcome;
  const taxIncluded = isTaxIncluded(facts);
  const taxes = taxBasket(basket, facts, taxIncluded);
  const all = [...taxes.byLine.values(), taxes.shipping];
  const quote = {
    currency: basket.currency,
    subtotal: sumOf(basket.lines, subtotalOf),
    discountTotal: sumOf(outcome.applied, ({ amount }) => amount),
    shipping: basket.shipping,
    tax: sumOf(all, ({ tax }) => tax),
    taxIncluded,
    taxEstimated: all.every(({ isKnown }) => isKnown),
    total: sumOf(all, ({ total }) => total),
    lines: quoteLines(basket, facts, taxes.byLine),
    unpricedLineIds: facts.lines.filter(({ priced }) => !priced).map(({ id }) => id),
    discounts: outcome.applied,
    taxLines: groupTaxes(all),
    vouchers: outcome.vouchers,
    gifts: outcome.gifts,
  };
  return { ...quote, quoteHash: hashQuote(quote, facts) };
}

function createBasket({ shopper, lines, shipping }: CartFacts): Basket {
  const basketLines = lines.flatMap(({ id, quantity, priced }) =>
    priced === undefined
      ? []
      : [{ ...priced, id, quantity, ownDiscount: 0, orderDiscount: 0, locked: false }],
  );
  return {
    currency: shopper.currency,
    lines: basketLines.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    shipping,
    shippingDiscount: 0,
    shippingLocked: false,
  };
}

/** What the price lists say; an empty cart says what is usual in the country. */
function isTaxIncluded({ lines, taxRates, place }: CartFacts): boolean {
  const priced = lines.flatMap((line) => line.priced ?? []);
  if (priced.length > 0) {
    return priced.every((line) => line.taxIncluded);
  }
  const lookup = findTaxRate(taxRates, place, STANDARD);
  return lookup.status === 'taxed' && lookup.rate.included;
}

interface TaxedPart extends Taxed {
  readonly rate: TaxRate | null;
  /** False when the tax depends on a region that is not known. */
  readonly isKnown: boolean;
}

function taxBasket(
  basket: Basket,
  facts: CartFacts,
  taxIncluded: boolean,
): { byLine: Map<string, TaxedPart>; shipping: TaxedPart } {
  const pricedById = new Map(facts.lines.map(({ id, priced }) => [id, priced]));
  const taxLine = (line: BasketLine): TaxedPart => {
    const priced = pricedById.get(line.id);
    return taxPart(facts, {
      taxClass: priced?.taxClass ?? STANDARD,
      amount: remainingOf(line),
      isIncluded: priced?.taxIncluded ?? taxIncluded,
    });
  };
  const shipping = (basket.shipping ?? 0) - basket.shippingDiscount;
  return {
    byLine: new Map(basket.lines.map((line) => [line.id, taxLine(line)])),
    shipping:
      basket.shipping === null
        ? { base: 0, tax: 0, total: 0, rate: null, isKnown: true }
        : taxPart(facts, { taxClass: SHIPPING, amount: shipping, isIncluded: taxIncluded }),
  };
}

function taxPart(
  { taxRates, place }: CartFacts,
  part: { readonly taxClass: string; readonly amount: number; readonly isIncluded: boolean },
): TaxedPart {
  const lookup = findTaxRate(taxRates, place, part.taxClass);
  if (lookup.status === 'taxed') {
    const { rate } = lookup;
    return { ...taxAmount(part.amount, rate.ratePermyriad, part.isIncluded), rate, isKnown: true };
  }
  return {
    base: part.amount,
    tax: 0,
    total: part.amount,
    rate: null,
    isKnown: lookup.status === 'free',
  };
}

/** In the cart's order, with the lines that have no price. */
function quoteLines(
  basket: Basket,
  { lines }: CartFacts,
  taxed: ReadonlyMap<string, TaxedPart>,
): LineQuote[] {
  const byId = new Map(basket.lines.map((line) => [line.id, line]));
  return lines.map(({ id }) => {
    const line = byId.get(id);
    const tax = taxed.get(id);
    return line && tax ? quoteLine(line, tax) : { ...NOTHING, lineId: id };
  });
}

const NOTHING = { unitPrice: null, subtotal: 0, discount: 0, prorated: 0, tax: 0, total: 0 };

function quoteLine(line: BasketLine, { tax, total }: TaxedPart): LineQuote {
  return {
    lineId: line.id,
    unitPrice: line.unitPrice,
    subtotal: subtotalOf(line),
    discount: line.ownDiscount,
    prorated: line.ownDiscount + line.orderDiscount,
    tax,
    total,
  };
}

function groupTaxes(parts: readonly TaxedPart[]): TaxQuote[] {
  const byRate = Map.groupBy(
    parts.filter((part): part is TaxedPart & { rate: TaxRate } => part.rate !== null),
    ({ rate }) => `${String(rate.ratePermyriad).padStart(6, '0')} ${rate.label}`,
  );
  return [...byRate]
    .toSorted(([one], [other]) => (one < other ? 1 : -1))
    .flatMap(([, members]) => {
      const [first] = members;
      return first === undefined
        ? []
        : {
            label: first.rate.label,
            ratePermyriad: first.rate.ratePermyriad,
            base: sumOf(members, ({ base }) => base),
            amount: sumOf(members, ({ tax }) => tax),
          };
    });
}

/** Over what the shopper sees, in an order of its own. Labels and messages stay out: a translation changes no price. */
function hashQuote(quote: Omit<CartQuote, 'quoteHash'>, { lines, place }: CartFacts): string {
  const contentOf = new Map(lines.map((line) => [line.id, line]));
  return hashOf({
    ...quote,
    place,
    lines: quote.lines
      .map((line) => ({
        ...line,
        variantId: contentOf.get(line.lineId)?.variantId,
        quantity: contentOf.get(line.lineId)?.quantity,
      }))
      .toSorted((one, other) => (one.lineId < other.lineId ? -1 : 1)),
    unpricedLineIds: quote.unpricedLineIds.toSorted(),
    taxLines: quote.taxLines.map(({ ratePermyriad, base, amount }) => ({
      ratePermyriad,
      base,
      amount,
    })),
    vouchers: quote.vouchers
      .map(({ code, applied, refusal }) => ({
        code: code.trim().toUpperCase(),
        applied,
        reason: refusal?.code ?? null,
      }))
      .toSorted((one, other) => (one.code < other.code ? -1 : 1)),
  });
}
