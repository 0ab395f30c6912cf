import type { Parcel, Return } from '#src/representations.ts';
import { countUnits } from '#src/rules/units.ts';

interface Facts {
  readonly fulfillments: readonly Parcel[];
  readonly returns: readonly Return[];
}

export interface Window {
  readonly now: number;
  /** How long after its delivery a unit can be returned. */
  readonly windowMs: number;
}

type Delivered = Parcel & { readonly deliveredAt: number };

/**
 * How many units of each line can be returned: those that were delivered, not too long ago, and that no return has. A return
 * has those that came first, so what is left is what can be returned longest.
 */
export function countReturnable(
  { fulfillments, returns }: Facts,
  { now, windowMs }: Window,
): Map<string, number> {
  const delivered = findDelivered(fulfillments);
  const inTime = countUnits(delivered.filter(({ deliveredAt }) => now <= deliveredAt + windowMs));
  const claimed = countUnits(returns.filter(({ status }) => status !== 'REJECTED'));
  return new Map(
    [...countUnits(delivered)].map(([id, all]) => [
      id,
      Math.max(0, Math.min(inTime.get(id) ?? 0, all - (claimed.get(id) ?? 0))),
    ]),
  );
}

/** Until when what was delivered last can be returned; null while nothing was delivered. */
export function findReturnableUntil(
  fulfillments: readonly Parcel[],
  windowMs: number,
): number | null {
  const times = findDelivered(fulfillments).map(({ deliveredAt }) => deliveredAt + windowMs);
  return times.length === 0 ? null : Math.max(...times);
}

function findDelivered(fulfillments: readonly Parcel[]): Delivered[] {
  return fulfillments.flatMap((parcel) =>
    parcel.status === 'DELIVERED' && parcel.deliveredAt !== null
      ? [{ ...parcel, deliveredAt: parcel.deliveredAt }]
      : [],
  );
}
