import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { type Point, distanceKm } from '#src/rules/globe.ts';

import { type InventoryService, buildLocation, createInventory, importAll } from './build.ts';

async function locate(
  service: InventoryService,
  args: string,
  fields = 'nodes { id name distanceKm }',
) {
  const { data, errors } = await service.execute(
    `{ locations(${args}) { ${fields} totalCount pageInfo { hasNextPage endCursor } } }`,
  );
  if (errors !== undefined) {
    throw new Error(errors[0]?.message);
  }
  return data.locations;
}

const near = (latitude: number, longitude: number): string =>
  `near: { latitude: ${latitude}, longitude: ${longitude} }`;
const namesOf = (page: { nodes: { name: string }[] }): string[] =>
  page.nodes.map(({ name }) => name);

const PLACES = [
  buildLocation('store-here', { name: 'Here', services: ['Returns'] }),
  buildLocation('store-near', { name: 'Near', longitude: 0.3 }),
  buildLocation('store-far', { name: 'Far', longitude: 10 }),
  buildLocation('wh', { name: 'Warehouse', longitude: 0.1 }),
];

async function createPlaces(lines = PLACES): Promise<InventoryService> {
  const service = await createInventory();
  await importAll(service, lines);
  return service;
}

describe('locations', () => {
  it('are stores within 50 km, nearest first', async () => {
    await using service = await createPlaces();
    expect(await locate(service, near(0, 0.2))).toMatchObject({
      nodes: [
        { name: 'Near', distanceKm: expect.closeTo(11.12, 2) },
        { name: 'Here', distanceKm: expect.closeTo(22.24, 2) },
      ],
      totalCount: 2,
    });
  });

  it('without a point are by name, all over the world', async () => {
    await using service = await createPlaces();
    expect(namesOf(await locate(service, 'first: 10'))).toEqual(['Far', 'Here', 'Near']);
  });

  it('can be narrowed by what they offer, however it is written', async () => {
    await using service = await createPlaces();
    expect(namesOf(await locate(service, `service: "returns", ${near(0, 0)}`))).toEqual(['Here']);
    expect(namesOf(await locate(service, 'service: "Returns"'))).toEqual(['Here']);
  });

  it('can be of other kinds', async () => {
    await using service = await createPlaces();
    expect(namesOf(await locate(service, 'kinds: [WAREHOUSE]'))).toEqual(['Warehouse']);
  });

  it.each([near(0, 0) + ', radiusKm: 20000', ''])(
    'come page by page without gap or double (%s)',
    async (args) => {
      await using service = await createPlaces();
      const seen: string[] = [];
      let after = '';
      for (let page = 0; page < 3; page++) {
        const answer = await locate(service, `${args} first: 1 ${after}`);
        seen.push(...namesOf(answer));
        after = `after: "${answer.pageInfo.endCursor}"`;
      }
      expect(seen.toSorted()).toEqual(['Far', 'Here', 'Near']);
    },
  );

  it('across the antimeridian are near', async () => {
    await using service = await createPlaces([
      buildLocation('store-fiji', { name: 'East', longitude: 179.9 }),
      buildLocation('store-samoa', { name: 'West', longitude: -179.9 }),
    ]);
    expect(namesOf(await locate(service, near(0, 179.95)))).toEqual(['East', 'West']);
    expect(namesOf(await locate(service, near(0, -179.95)))).toEqual(['West', 'East']);
  });

  it.each([89.9, -89.9])('around a pole (%d) are found on every meridian', async (latitude) => {
    await using service = await createPlaces(
      [-170, -60, 60, 170].map((longitude) =>
        buildLocation(`store-${longitude}`, { latitude, longitude }),
      ),
    );
    expect(await locate(service, near(latitude, 0))).toMatchObject({ totalCount: 4 });
  });

  it.each([
    [near(91, 0), '"near.latitude" must be between -90 and 90, not 91.'],
    [near(0, 181), '"near.longitude" must be between -180 and 180, not 181.'],
    [`${near(0, 0)}, radiusKm: 0`, '"radiusKm" must be between 0.1 and 20020, not 0.'],
    [`${near(0, 0)}, first: 101`, '"first" must be between 1 and 100, not 101.'],
    [`${near(0, 0)}, after: "x"`, '"after" is not a cursor of this graph.'],
  ])('refuse %s', async (args, message) => {
    await using service = await createPlaces();
    await expect(locate(service, args)).rejects.toThrow(message);
  });

  it('refuse a cursor of another point', async () => {
    await using service = await createPlaces();
    const { pageInfo } = await locate(service, near(0, 0));
    const other = locate(service, `${near(0, 1)}, after: "${pageInfo.endCursor}"`);
    await expect(other).rejects.toThrow('another order or filter');
  });
});

interface Store {
  readonly id: number;
  readonly name: string;
  readonly city: string;
  readonly zip: string;
  readonly hours: string;
  readonly services: readonly string[];
  readonly location: { readonly lat: number; readonly lon: number };
}

const storesFile = process.env['BEST_BUY_STORES_FILE'];

describe('1,565 real stores', () => {
  async function createStores(skip: (isSkipped: boolean, why: string) => void) {
    skip(storesFile === undefined, 'BEST_BUY_STORES_FILE is not set');
    const stores = JSON.parse(readFileSync(storesFile ?? '', 'utf8')) as Store[];
    return { stores, service: await createPlaces(stores.map(toLine)) };
  }

  it('has the same ten nearest to 200 random points as measuring all of them', async ({ skip }) => {
    const { stores, service } = await createStores(skip);
    await using _ = service;
    const random = createRandom(20_261_123);
    for (let round = 0; round < 200; round++) {
      const point = { latitude: random() * 180 - 90, longitude: random() * 360 - 180 };
      const args = `${near(point.latitude, point.longitude)}, radiusKm: 20020, first: 10`;
      const { nodes } = await locate(service, args, 'nodes { distanceKm }');
      expect(nodes).toEqual(
        measure(stores, point)
          .slice(0, 10)
          .map((km) => ({ distanceKm: km })),
      );
    }
  });

  it('has within 100 km of a store as many as measuring all of them', async ({ skip }) => {
    const { stores, service } = await createStores(skip);
    await using _ = service;
    for (const { location } of stores.filter((__, index) => index % 31 === 0)) {
      const args = `${near(location.lat, location.lon)}, radiusKm: 100`;
      const { totalCount } = await locate(service, args);
      const point = { latitude: location.lat, longitude: location.lon };
      expect(totalCount).toBe(measure(stores, point).filter((km) => km <= 100).length);
    }
  });
});

/** Distances of all stores, nearest first. */
function measure(stores: readonly Store[], point: Point): number[] {
  return stores
    .map(({ location: { lat: latitude, lon: longitude } }) =>
      distanceKm(point, { latitude, longitude }),
    )
    .toSorted((one, other) => one - other);
}

function toLine({ id, city, zip, hours, services, location }: Store): object {
  return {
    type: 'location',
    key: `store-${id}`,
    kind: 'STORE',
    name: `${id}`,
    latitude: location.lat,
    longitude: location.lon,
    city,
    countryCode: 'US',
    postalCode: zip,
    openingHours: hours,
    services,
  };
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
