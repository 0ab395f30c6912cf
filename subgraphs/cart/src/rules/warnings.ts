import { toMoney } from '@supergraph/kit/money';

import type { LineRow, VariantRow } from '#src/tables.ts';

/** Units of one line that a merge asked for and could not have. */
export function quantityClampedWarning(lineId: string | null, requested: number, applied: number) {
  return {
    __typename: 'QuantityClampedWarning',
    lineId,
    message: `${applied} of ${requested} units fit into the cart.`,
    requestedQuantity: requested,
    appliedQuantity: applied,
  } as const;
}

export interface MergedQuantities {
  readonly guest: number;
  readonly account: number;
  readonly applied: number;
}

export function mergedWarning(
  lineId: string | null,
  { guest, account, applied }: MergedQuantities,
) {
  return {
    __typename: 'MergedWarning',
    lineId,
    message: `${guest} units of the anonymous cart and ${account} of the customer's became ${applied}.`,
    guestQuantity: guest,
    accountQuantity: account,
    appliedQuantity: applied,
  } as const;
}

/** What a mutation reports beside its result. */
export type MutationWarning =
  | ReturnType<typeof quantityClampedWarning>
  | ReturnType<typeof mergedWarning>;

export type LineWarning =
  | ReturnType<typeof variantUnavailableWarning>
  | ReturnType<typeof stockWarning>
  | ReturnType<typeof priceChangedWarning>;

/** What pricing and inventory answered for a line; null where they know nothing of it. */
export interface LiveFacts {
  readonly unitPrice?: LiveAmount | null;
  readonly availability?: LiveAvailability | null;
}

/** A line as a request saw it: the answers of others travel with it where warnings are asked for. */
export type SeenLine = LineRow & LiveFacts;

export interface LiveAmount {
  readonly amount: number;
  readonly currency: string;
}

export interface LiveAvailability {
  readonly fulfillable: boolean;
  readonly availableQuantity: number;
}

/** What changed under the shopper since the line was added. */
export function warningsOfLine(
  line: LineRow,
  variant: VariantRow | null,
  { unitPrice, availability }: LiveFacts,
): LineWarning[] {
  const warnings: LineWarning[] = [];
  if (!variant?.sellable) {
    warnings.push(variantUnavailableWarning(line, variant));
  } else if (availability != null && !availability.fulfillable) {
    warnings.push(stockWarning(line, availability));
  }
  if (unitPrice != null && isOtherPrice(line, unitPrice)) {
    warnings.push(priceChangedWarning(line, unitPrice));
  }
  return warnings;
}

type PricedLine = LineRow & { readonly addedAmount: number };

function isOtherPrice(line: LineRow, unitPrice: LiveAmount): line is PricedLine {
  return (
    line.addedAmount !== null &&
    line.addedCurrency === unitPrice.currency &&
    line.addedAmount !== unitPrice.amount
  );
}

function variantUnavailableWarning({ id, variantId }: LineRow, variant: VariantRow | null) {
  return {
    __typename: 'VariantUnavailableWarning',
    lineId: id,
    message: `"${variant?.name ?? variantId}" can no longer be bought.`,
  } as const;
}

function stockWarning({ id, quantity }: LineRow, { availableQuantity }: LiveAvailability) {
  return {
    __typename: 'StockWarning',
    lineId: id,
    message: describeShortage(quantity, availableQuantity),
    requestedQuantity: quantity,
    availableQuantity,
  } as const;
}

function describeShortage(quantity: number, available: number): string {
  if (available === 0) {
    return 'None is left.';
  }
  return available < quantity
    ? `Of ${quantity} units ${available} can be had.`
    : `With the cart's other lines of it this is too much: ${available} can be had together.`;
}

function priceChangedWarning({ id, addedAmount, addedCurrency }: PricedLine, live: LiveAmount) {
  return {
    __typename: 'PriceChangedWarning',
    lineId: id,
    message: 'The price of one unit changed since it was added.',
    previous: toMoney(addedAmount, addedCurrency),
    current: toMoney(live.amount, live.currency),
  } as const;
}
