/** A place that could give units, with what is free there. */
export interface Place {
  readonly locationId: string;
  readonly free: number;
}

/** Units that one place gives; of these, `backordered` are still to come there. */
export interface Share {
  readonly locationId: string;
  readonly quantity: number;
  readonly backordered: number;
}

export interface Demand {
  readonly quantity: number;
  /** Units already promised to others who wait for goods. */
  readonly owed: number;
  /** Where units are waited for; null when nothing may be waited for. */
  readonly waitingPlace: string | null;
}

/**
 * Chooses where units come from. `places` are in order of preference: the first that has all gives all, else each gives
 * what it has. Undefined when there is too little and nothing may be waited for.
 */
export function allocate(
  { quantity, owed, waitingPlace }: Demand,
  places: readonly Place[],
): Share[] | undefined {
  const free = places.reduce((total, place) => total + place.free, 0);
  const fromStock = Math.min(quantity, Math.max(0, free - owed));
  const missing = quantity - fromStock;
  if (missing > 0 && waitingPlace === null) {
    return undefined;
  }
  const shares = takeFrom(places, fromStock);
  return missing === 0 || waitingPlace === null
    ? shares
    : addWaiting(shares, waitingPlace, missing);
}

function takeFrom(places: readonly Place[], quantity: number): Share[] {
  const whole = places.find(({ free }) => free >= quantity);
  if (quantity > 0 && whole !== undefined) {
    return [{ locationId: whole.locationId, quantity, backordered: 0 }];
  }
  let left = quantity;
  return places.flatMap(({ locationId, free }) => {
    const taken = Math.min(free, left);
    left -= taken;
    return taken > 0 ? [{ locationId, quantity: taken, backordered: 0 }] : [];
  });
}

function addWaiting(shares: readonly Share[], locationId: string, missing: number): Share[] {
  const there = shares.find((share) => share.locationId === locationId);
  const rest = shares.filter((share) => share !== there);
  return [
    ...rest,
    { locationId, quantity: (there?.quantity ?? 0) + missing, backordered: missing },
  ];
}
