import { ClientError } from '@supergraph/kit/errors';

import { MAX_RADIUS_KM, type Point } from '#src/rules/globe.ts';

const MIN_RADIUS_KM = 0.1;

/** The point a client gave. Throws VALIDATION for one that is not on the globe. */
export function readPoint(near: Point | null | undefined): Point | null {
  if (near == null) {
    return null;
  }
  refuseOutside('near.latitude', near.latitude, [-90, 90]);
  refuseOutside('near.longitude', near.longitude, [-180, 180]);
  return near;
}

/** Throws VALIDATION for a radius that is none. */
export function readRadius(radiusKm: number): number {
  refuseOutside('radiusKm', radiusKm, [MIN_RADIUS_KM, MAX_RADIUS_KM]);
  return radiusKm;
}

function refuseOutside(
  name: string,
  value: number,
  [least, most]: readonly [number, number],
): void {
  if (!(value >= least && value <= most)) {
    throw new ClientError(
      'VALIDATION',
      `"${name}" must be between ${least} and ${most}, not ${value}.`,
    );
  }
}
