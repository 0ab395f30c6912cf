import type { StockPlace } from '#src/data/stock.ts';
import { type Share, allocate } from '#src/rules/allocate.ts';
import { inOrderOfPreference } from '#src/rules/preference.ts';
import { type StockState, freeOf, orderableOf, stateOf, toTold } from '#src/rules/stock-status.ts';
import type { PolicyRow, ReservationItemRow } from '#src/tables.ts';

export interface HoldFacts {
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
  readonly countryCode: string | null;
  /** What the checkout holds now, and gives up for the new lines. */
  readonly held: readonly ReservationItemRow[];
  /** Variants that can be sold. */
  readonly skuOf: ReadonlyMap<string, string>;
  readonly places: readonly StockPlace[];
  readonly policies: ReadonlyMap<string, PolicyRow>;
  /** Where units are waited for that no location ever had; null when there is no location. */
  readonly fallbackId: string | null;
}

export interface Shortage {
  readonly variantId: string;
  readonly requested: number;
  /** What could be had instead, at most 99. */
  readonly available: number;
}

export interface Hold {
  readonly status: 'POSSIBLE';
  readonly items: readonly (Share & { readonly sku: string })[];
  /** True when the checkout holds just these units already. */
  readonly isSame: boolean;
}

export type Plan = Hold | { readonly status: 'SHORT'; readonly shortages: readonly Shortage[] };

/** Chooses where each line's units come from: all lines or none. Lines of one variant count together. */
export function planHold(facts: HoldFacts): Plan {
  const wanted = new Map<string, number>();
  for (const { variantId, quantity } of facts.lines) {
    wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);
  }
  const shortages: Shortage[] = [];
  const items: (Share & { sku: string })[] = [];
  for (const [variantId, requested] of wanted) {
    const planned = planLine(variantId, requested, facts);
    if ('available' in planned) {
      shortages.push({ variantId, requested, available: planned.available });
    } else {
      items.push(...planned.shares.map((share) => ({ ...share, sku: planned.sku })));
    }
  }
  return shortages.length > 0
    ? { status: 'SHORT', shortages }
    : { status: 'POSSIBLE', items, isSame: isSame(facts.held, items) };
}

type PlannedLine =
  | { readonly sku: string; readonly shares: readonly Share[] }
  | { readonly available: number };

function planLine(variantId: string, quantity: number, facts: HoldFacts): PlannedLine {
  const sku = facts.skuOf.get(variantId);
  if (sku === undefined) {
    return { available: 0 };
  }
  const places = placesOf(sku, facts);
  const state = stateOf(places, facts.policies.get(sku));
  if (state === undefined) {
    return { available: 0 };
  }
  const { maxPerOrder } = state.policy;
  if (maxPerOrder !== null && quantity > maxPerOrder) {
    return { available: limitOf(state) };
  }
  const shares = allocate(
    {
      quantity,
      owed: places.reduce((total, { backordered }) => total + backordered, 0),
      waitingPlace:
        state.policy.whenOut === 'REFUSE' ? null : (places[0]?.locationId ?? facts.fallbackId),
    },
    places.map((place) => ({ locationId: place.locationId, free: freeOf(place) })),
  );
  return shares === undefined ? { available: orderableOf(state) } : { sku, shares };
}

/** What one order can have at most, when it asked for more than the limit. */
function limitOf(state: StockState): number {
  return state.policy.whenOut === 'REFUSE'
    ? orderableOf(state)
    : toTold(state.policy.maxPerOrder ?? 0);
}

/** The sku's locations as they were without the checkout's own hold. */
function placesOf(sku: string, { places, held, countryCode }: HoldFacts): StockPlace[] {
  const own = new Map(
    held.filter((item) => item.sku === sku).map((item) => [item.locationId, item]),
  );
  const given = places
    .filter((place) => place.sku === sku)
    .map((place) => {
      const item = own.get(place.locationId);
      return item === undefined
        ? place
        : {
            ...place,
            reserved: place.reserved - (item.quantity - item.backordered),
            backordered: place.backordered - item.backordered,
          };
    });
  return inOrderOfPreference(given, countryCode);
}

/** Same units of the same skus: where they come from does not matter then, and nothing is moved. */
function isSame(held: readonly Units[], items: readonly Units[]): boolean {
  const sums = sumOf(held);
  const wanted = sumOf(items);
  return sums.size === wanted.size && [...wanted].every(([sku, units]) => sums.get(sku) === units);
}

interface Units {
  readonly sku: string;
  readonly quantity: number;
}

function sumOf(rows: readonly Units[]): Map<string, number> {
  const bySku = new Map<string, number>();
  for (const { sku, quantity } of rows) {
    bySku.set(sku, (bySku.get(sku) ?? 0) + quantity);
  }
  return bySku;
}
