import { createConnection, readPage } from '@supergraph/kit/paging';

import type { Context } from '#src/context.ts';
import {
  type LocationFilter,
  countLocations,
  findInBoxes,
  listByName,
} from '#src/data/locations.ts';
import type { QueryResolvers } from '#src/generated/resolvers.ts';
import type { LocationPage } from '#src/representations.ts';
import { type Point, boxesAround } from '#src/rules/globe.ts';
import { compareNearness, withDistance } from '#src/rules/nearness.ts';
import { readPoint, readRadius } from '#src/rules/point-input.ts';

const DEFAULT_RADIUS_KM = 50;

export const Query: QueryResolvers = {
  location: (_, { id }, { loaders }) => loaders.location.load(id),

  locations(_, { near, radiusKm, service, kinds, ...args }, context) {
    const filter = { kinds: kinds ?? ['STORE'], service: service ?? null };
    const point = readPoint(near);
    const radius = readRadius(radiusKm ?? DEFAULT_RADIUS_KM);
    return point === null
      ? listAll(args, filter, context)
      : listNear(args, { ...filter, point, radius }, context);
  },
};

interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
}

async function listAll(
  args: PageArgs,
  filter: LocationFilter,
  { deps: { db } }: Context,
): Promise<LocationPage> {
  const page = readPage(args, { sort: 'name', filter });
  const rows = await listByName(db.reader, filter, page);
  return {
    ...createConnection(rows, page, ({ name, id }) => [name, id]),
    totalCount: await countLocations(db.reader, filter),
  };
}

interface Nearby extends LocationFilter {
  readonly point: Point;
  readonly radius: number;
}

/** A distance is not in the index: the page is cut from all that the index found in the circle. */
async function listNear(
  args: PageArgs,
  { point, radius, ...filter }: Nearby,
  { deps: { db } }: Context,
): Promise<LocationPage> {
  const page = readPage(args, { sort: 'nearest', filter: { ...filter, point, radius } });
  const found = await findInBoxes(db.reader, boxesAround(point, radius), filter);
  const near = found
    .map((location) => withDistance(location, point))
    .filter(({ distanceKm }) => distanceKm <= radius)
    .toSorted(compareNearness);
  const [distanceKm = -1, id = ''] = page.after ?? [];
  const behind = { distanceKm: Number(distanceKm), id: String(id) };
  const rows = near.filter((location) => compareNearness(location, behind) > 0);
  return {
    ...createConnection(rows.slice(0, page.limit + 1), page, (row) => [row.distanceKm, row.id]),
    totalCount: near.length,
  };
}
