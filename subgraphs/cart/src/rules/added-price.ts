import type { LineRow, PriceRefRow } from '#src/tables.ts';

export const ANY = '*';

/** Who buys where: the part of a cart that picks its price lists. */
export interface Buyer {
  readonly currency: string;
  readonly country: string;
  readonly customerId: string | null;
  readonly customerGroups: readonly string[];
}

/** The price of one unit of a variant at a quantity; null when none is known. */
export type PriceOf = (variantId: string, quantity: number) => number | null;

/** Lists that this buyer may buy from. A customer's own id is a group of its own. */
export function groupsOf({ customerId, customerGroups }: Buyer): string[] {
  return [ANY, ...(customerId === null ? [] : [customerId]), ...customerGroups];
}

/**
 * Prices as pricing chooses them: customer beats group beats country beats everybody, then the highest tier that is
 * reached, then the latest start, then the cheaper group. `prices` are those that run now. Must stay the same as there, or every line would claim that its price changed.
 */
export function createPriceOf(
  skuByVariant: ReadonlyMap<string, string>,
  prices: readonly PriceRefRow[],
  buyer: Buyer,
): PriceOf {
  const pricesBySku = Map.groupBy(prices, (price) => price.sku);
  return (variantId, quantity) => {
    const ofSku = pricesBySku.get(skuByVariant.get(variantId) ?? '') ?? [];
    const reached = ofSku.filter((price) => price.minQuantity <= quantity);
    const rank = Math.max(...reached.map((price) => specificityOf(price, buyer)));
    const candidates = reached.filter((price) => specificityOf(price, buyer) === rank);
    const best = [...Map.groupBy(candidates, (price) => price.customerGroup).values()].flatMap(
      (ofGroup) => ofGroup.toSorted(byTierThenStart)[0]?.amount ?? [],
    );
    return best.length === 0 ? null : Math.min(...best);
  };
}

/**
 * The added price after the shopper moved the line to another tier or list: it follows when it had not changed before,
 * and stays when it had, so that the shopper is still told.
 */
export function followPrice(
  line: Pick<LineRow, 'addedAmount'>,
  before: number | null,
  after: number | null,
): number | null {
  return line.addedAmount === before ? after : line.addedAmount;
}

function byTierThenStart(one: PriceRefRow, other: PriceRefRow): number {
  return other.minQuantity - one.minQuantity || other.validFrom - one.validFrom;
}

function specificityOf({ country, customerGroup }: PriceRefRow, { customerId }: Buyer): number {
  const ofCountry = country === ANY ? 0 : 1;
  if (customerGroup === ANY) {
    return ofCountry;
  }
  return ofCountry + (customerGroup === customerId ? 4 : 2);
}
