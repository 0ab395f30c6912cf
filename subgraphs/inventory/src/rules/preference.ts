import type { LocationRow } from '#src/tables.ts';

type Giver = Pick<LocationRow, 'kind' | 'countryCode' | 'priority'> & {
  readonly locationId: string;
};

/** Shops sell over the counter: they give last. */
const KIND_RANK: Readonly<Record<LocationRow['kind'], number>> = {
  WAREHOUSE: 0,
  DROPSHIP: 1,
  STORE: 2,
};

/** Locations in the order in which goods are taken from them: of the buyer's country first, then by kind, then by priority. */
export function inOrderOfPreference<Place extends Giver>(
  places: readonly Place[],
  countryCode: string | null,
): Place[] {
  const rank = ({ kind, countryCode: country, priority }: Giver): readonly number[] => [
    country === countryCode ? 0 : 1,
    KIND_RANK[kind],
    priority,
  ];
  return places.toSorted((one, other) => {
    const ranks = rank(other);
    const difference = rank(one)
      .map((value, position) => value - (ranks[position] ?? 0))
      .find((value) => value !== 0);
    return difference ?? (one.locationId < other.locationId ? -1 : 1);
  });
}
