import type { ReservationItemRow } from '#src/tables.ts';

export interface BringBack {
  readonly item: ReservationItemRow;
  /** Units that were still to come, and need not come now. */
  readonly cancelled: number;
  /** Units that lie there again. */
  readonly returned: number;
}

interface Line {
  readonly variantId: string;
  readonly quantity: number;
}

export type ReturnPlan =
  | { readonly status: 'POSSIBLE'; readonly steps: readonly BringBack[] }
  | {
      readonly status: 'TOO_MANY';
      readonly lines: readonly (Line & { readonly returnable: number })[];
    };

/** Spreads what comes back over the items it left with: what is still to come is cancelled first. All lines or none. */
export function planReturn(
  lines: readonly Line[],
  items: readonly ReservationItemRow[],
  skuOf: ReadonlyMap<string, string>,
): ReturnPlan {
  const wanted = new Map<string, number>();
  for (const { variantId, quantity } of lines) {
    wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);
  }
  const tooMany: (Line & { returnable: number })[] = [];
  const steps: BringBack[] = [];
  for (const [variantId, quantity] of wanted) {
    const own = items.filter(({ sku }) => sku === skuOf.get(variantId));
    const returnable = own.reduce((total, item) => total + item.quantity - item.returned, 0);
    if (quantity > returnable) {
      tooMany.push({ variantId, quantity, returnable });
    } else {
      steps.push(...spread(own, quantity));
    }
  }
  return tooMany.length > 0
    ? { status: 'TOO_MANY', lines: tooMany }
    : { status: 'POSSIBLE', steps };
}

function spread(items: readonly ReservationItemRow[], quantity: number): BringBack[] {
  let left = quantity;
  const take = (units: number): number => {
    const taken = Math.min(units, left);
    left -= taken;
    return taken;
  };
  const cancelled = items.map(({ backordered }) => take(backordered));
  const returned = items.map((item) => take(item.quantity - item.backordered - item.returned));
  return items
    .map((item, at) => ({ item, cancelled: cancelled[at] ?? 0, returned: returned[at] ?? 0 }))
    .filter((step) => step.cancelled + step.returned > 0);
}
