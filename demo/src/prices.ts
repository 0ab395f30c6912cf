import type { PriceLine } from './lines.ts';
import type { Random } from './random.ts';

/** A currency the shop sells in, priced from a dollar amount: the price lists are set, nothing is converted later. */
interface PriceList {
  readonly currency: string;
  readonly taxIncluded: boolean;
  /** Minor units of this currency for a hundred dollar cents, tax included where it is. */
  readonly minorUnitsPerDollar: number;
  /** Prices end like this in this currency: 9.99, 1,980, 12.750. */
  readonly stepMinorUnits: number;
  readonly endMinorUnits: number;
}

const EVERYWHERE: readonly PriceList[] = [
  {
    currency: 'USD',
    taxIncluded: false,
    minorUnitsPerDollar: 100,
    stepMinorUnits: 100,
    endMinorUnits: 99,
  },
  {
    currency: 'EUR',
    taxIncluded: true,
    minorUnitsPerDollar: 109,
    stepMinorUnits: 100,
    endMinorUnits: 99,
  },
  {
    currency: 'GBP',
    taxIncluded: true,
    minorUnitsPerDollar: 93,
    stepMinorUnits: 100,
    endMinorUnits: 49,
  },
];

const BY_COUNTRY: Readonly<Record<'JP' | 'KW', PriceList>> = {
  JP: {
    currency: 'JPY',
    taxIncluded: true,
    minorUnitsPerDollar: 165,
    stepMinorUnits: 100,
    endMinorUnits: 80,
  },
  KW: {
    currency: 'KWD',
    taxIncluded: true,
    minorUnitsPerDollar: 307,
    stepMinorUnits: 250,
    endMinorUnits: 0,
  },
};

export interface Pricing {
  readonly sku: string;
  readonly dollarCents: number;
  readonly alsoIn: readonly ('JP' | 'KW')[];
  readonly taxClass: 'standard' | 'reduced';
}

/** The base price in every currency the sku sells in. */
export function* basePriceLines({ sku, dollarCents, alsoIn }: Pricing): Generator<PriceLine> {
  for (const list of [...EVERYWHERE, ...alsoIn.map((country) => BY_COUNTRY[country])]) {
    yield {
      type: 'price',
      sku,
      currency: list.currency,
      amount: amountIn(list, dollarCents),
      taxIncluded: list.taxIncluded,
    };
  }
}

/** Base prices, some of them struck through, plus quantity tiers (mostly food) and prices for the group `vip`. */
export function* priceLines(pricing: Pricing, random: Random): Generator<PriceLine> {
  const onSale = random.chance(0.15);
  const tiered = random.chance(pricing.taxClass === 'reduced' ? 0.4 : 0.06);
  const forVip = random.chance(0.08);
  for (const line of basePriceLines(pricing)) {
    yield onSale ? { ...line, compareAt: scale(line.amount, 12_500) } : line;
    if (tiered) {
      yield { ...line, minQuantity: 6, amount: scale(line.amount, 9200) };
      yield { ...line, minQuantity: 12, amount: scale(line.amount, 8500) };
    }
    if (forVip) {
      yield { ...line, customerGroup: 'vip', amount: scale(line.amount, 9000) };
    }
  }
}

function amountIn(list: PriceList, dollarCents: number): number {
  const exact = Math.floor((dollarCents * list.minorUnitsPerDollar) / 100);
  return Math.max(list.stepMinorUnits, exact - (exact % list.stepMinorUnits) + list.endMinorUnits);
}

function scale(amount: number, permyriad: number): number {
  return Math.round((amount * permyriad) / 10_000);
}
