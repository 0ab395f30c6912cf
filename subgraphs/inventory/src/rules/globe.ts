/** Degrees; north and east are positive. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Degrees. Never crosses the antimeridian. */
export interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** Mean radius of the earth (IUGG). */
const EARTH_RADIUS_KM = 6371.0088;
/** Half way round, rounded up: every place is within it. */
export const MAX_RADIUS_KM = 20_020;
// A place on the rim must not be lost to rounding: boxes are this many degrees (0.1 m) wider.
const MARGIN = 1e-6;

/** Great-circle distance (haversine, which is exact for small distances too). */
export function distanceKm(from: Point, to: Point): number {
  const north = Math.sin(toRadians(to.latitude - from.latitude) / 2);
  const east = Math.sin(toRadians(to.longitude - from.longitude) / 2);
  const chord =
    north * north +
    Math.cos(toRadians(from.latitude)) * Math.cos(toRadians(to.latitude)) * east * east;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Boxes that together hold every point within the radius: two where the circle crosses the antimeridian. */
export function boxesAround({ latitude, longitude }: Point, radiusKm: number): Box[] {
  const angle = radiusKm / EARTH_RADIUS_KM;
  const reach = toDegrees(angle) + MARGIN;
  const south = latitude - reach;
  const north = latitude + reach;
  if (south <= -90 || north >= 90) {
    // A pole is inside, and with it every meridian.
    return [{ south: Math.max(south, -90), north: Math.min(north, 90), west: -180, east: 180 }];
  }
  const width =
    toDegrees(Math.asin(Math.min(1, Math.sin(angle) / Math.cos(toRadians(latitude))))) + MARGIN;
  return splitAtAntimeridian({ south, north, west: longitude - width, east: longitude + width });
}

function splitAtAntimeridian(box: Box): Box[] {
  if (box.west < -180) {
    return [
      { ...box, west: -180 },
      { ...box, west: box.west + 360, east: 180 },
    ];
  }
  if (box.east > 180) {
    return [
      { ...box, east: 180 },
      { ...box, west: -180, east: box.east - 360 },
    ];
  }
  return [box];
}

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function toDegrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
