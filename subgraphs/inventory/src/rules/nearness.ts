import { type Point, distanceKm } from '#src/rules/globe.ts';

interface Near {
  readonly distanceKm: number;
  readonly id: string;
}

/** A place with how far it is from a point. */
export function withDistance<Place extends Point>(
  place: Place,
  from: Point,
): Place & { readonly distanceKm: number } {
  return { ...place, distanceKm: distanceKm(from, place) };
}

/** Nearest first; places at one distance by id. */
export function compareNearness(one: Near, other: Near): number {
  if (one.distanceKm !== other.distanceKm) {
    return one.distanceKm - other.distanceKm;
  }
  return one.id === other.id ? 0 : Number(one.id > other.id) - Number(one.id < other.id);
}
