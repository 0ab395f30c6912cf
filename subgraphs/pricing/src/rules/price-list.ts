export const ANY = '*';
export const FOREVER = Number.MAX_SAFE_INTEGER;

/** One price as the list holds it. `*` stands for every country or group. */
export interface Price {
  readonly currency: string;
  readonly country: string;
  readonly customerGroup: string;
  readonly minQuantity: number;
  readonly amount: number;
  readonly compareAt: number | null;
  readonly validFrom: number;
  readonly validUntil: number;
  readonly taxIncluded: boolean;
}

/** Who buys where. A customer's own id counts as a group that beats all others. */
export interface Buyer {
  readonly currency: string;
  readonly country: string;
  readonly customerId: string | null;
  readonly customerGroups: readonly string[];
}

export interface Tier {
  readonly minQuantity: number;
  readonly amount: number;
}

/** Names under which price lists are looked up for this buyer. */
export function listNamesOf(buyer: Buyer): string[] {
  return [ANY, ...(buyer.customerId === null ? [] : [buyer.customerId]), ...buyer.customerGroups];
}

/** The prices that this buyer could get at some quantity at this time. */
export function usablePrices(prices: readonly Price[], buyer: Buyer, now: number): Price[] {
  const groups = new Set(listNamesOf(buyer));
  return prices.filter(
    (price) =>
      price.currency === buyer.currency &&
      (price.country === ANY || price.country === buyer.country) &&
      groups.has(price.customerGroup) &&
      price.validFrom <= now &&
      now < price.validUntil,
  );
}

/**
 * The price of one unit at this quantity, or undefined when the list has none.
 *
 * The most specific list wins even when a wider one is cheaper; between two groups of the same customer the cheaper wins.
 */
export function choosePrice(
  usable: readonly Price[],
  buyer: Buyer,
  quantity: number,
): Price | undefined {
  const reached = usable.filter((price) => price.minQuantity <= quantity);
  const rank = Math.max(...reached.map((price) => specificity(price, buyer)));
  const candidates = reached.filter((price) => specificity(price, buyer) === rank);
  return [...Map.groupBy(candidates, (price) => price.customerGroup).values()]
    .flatMap((prices) => prices.toSorted(byTierThenStart).slice(0, 1))
    .toSorted(
      (one, other) =>
        one.amount - other.amount || (one.customerGroup < other.customerGroup ? -1 : 1),
    )[0];
}

/** Every quantity from which the unit price is another one, lowest first. */
export function listTiers(usable: readonly Price[], buyer: Buyer): Tier[] {
  const thresholds = [...new Set(usable.map((price) => price.minQuantity))].toSorted(
    (one, other) => one - other,
  );
  const tiers: Tier[] = [];
  for (const minQuantity of thresholds) {
    const amount = choosePrice(usable, buyer, minQuantity)?.amount;
    if (amount !== undefined && amount !== tiers.at(-1)?.amount) {
      tiers.push({ minQuantity, amount });
    }
  }
  return tiers;
}

/** Saving in whole percent, rounded down, so that nobody is promised more than they get. */
export function discountPercent(amount: number, compareAt: number): number {
  return Math.floor(((compareAt - amount) * 100) / compareAt);
}

/** The struck-through price, when it is one. */
export function compareAtOf({ amount, compareAt }: Price): number | null {
  return compareAt !== null && compareAt > amount ? compareAt : null;
}

export interface Period {
  readonly validFrom: number;
  readonly validUntil: number;
}

/**
 * A period that begins inside the other one and outlives it, or the other way round.
 *
 * Nested periods are fine: the later start wins while it lasts. Crossing ones have no owner's intent to follow.
 */
export function isCrossing(one: Period, other: Period): boolean {
  const [first, second] = one.validFrom <= other.validFrom ? [one, other] : [other, one];
  return (
    first.validFrom < second.validFrom &&
    second.validFrom < first.validUntil &&
    first.validUntil < second.validUntil
  );
}

function byTierThenStart(one: Price, other: Price): number {
  return other.minQuantity - one.minQuantity || other.validFrom - one.validFrom;
}

/** Country and group beat group, which beats country, which beats everybody. */
function specificity({ country, customerGroup }: Price, { customerId }: Buyer): number {
  const ofCountry = country === ANY ? 0 : 1;
  if (customerGroup === ANY) {
    return ofCountry;
  }
  return ofCountry + (customerGroup === customerId ? 4 : 2);
}
