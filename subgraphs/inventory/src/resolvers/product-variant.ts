import { ClientError } from '@supergraph/kit/errors';

import type { Context } from '#src/context.ts';
import type { ProductVariantResolvers } from '#src/generated/resolvers.ts';
import { readStock } from '#src/read-stock.ts';
import type { LocationView, StockAtStore } from '#src/representations.ts';
import type { Point } from '#src/rules/globe.ts';
import { compareNearness, withDistance } from '#src/rules/nearness.ts';
import { readPoint } from '#src/rules/point-input.ts';
import { type StockState, freeOf, statusOf } from '#src/rules/stock-status.ts';

const MAX_STORES = 100;

/** Catalog owns the variant; one that its events have not told of yet has no stock here. */
export const ProductVariant: ProductVariantResolvers = {
  __resolveReference: ({ id }) => ({ id }),

  stock: ({ id }, _, { loaders }) => readStock(loaders, id),

  async stockByLocation({ id }, { near, first }, context) {
    const point = readPoint(near);
    const limit = first ?? 10;
    if (limit < 1 || limit > MAX_STORES) {
      throw new ClientError(
        'VALIDATION',
        `"first" must be between 1 and ${MAX_STORES}, not ${limit}.`,
      );
    }
    const state = await readStock(context.loaders, id);
    const stores = state && (await findStores(id, { state, point }, context));
    return stores && stores.slice(0, limit);
  },

  async stockLevels({ id }, { at }, { loaders }) {
    const sku = (await loaders.variant.load(id))?.sku;
    if (sku === undefined) {
      return [];
    }
    return [
      ...(await (at == null ? loaders.stockOf.load(sku) : loaders.levelsAt.load({ sku, at }))),
    ];
  },
};

interface StoreSearch {
  readonly state: StockState;
  readonly point: Point | null;
}

/** Stores with the variant, in the order in which they are shown. */
async function findStores(
  variantId: string,
  { state, point }: StoreSearch,
  { loaders }: Context,
): Promise<StockAtStore[]> {
  const sku = (await loaders.variant.load(variantId))?.sku ?? '';
  const places = (await loaders.stockOf.load(sku)).filter(({ kind }) => kind === 'STORE');
  const stores = await Promise.all(
    places.map(async (place) => ({
      location: await loaders.location.load(place.locationId),
      // Nobody waits in a store for goods that may come: what is not there is out of stock.
      status: statusOf(freeOf(place), { ...state.policy, whenOut: 'REFUSE' }),
    })),
  );
  const known = stores.flatMap(({ location, status }) =>
    location === null ? [] : [{ location, status }],
  );
  return point === null
    ? known.toSorted((one, other) => compareNames(one.location, other.location))
    : known
        .map(({ location, status }) => ({ location: withDistance(location, point), status }))
        .toSorted((one, other) => compareNearness(one.location, other.location));
}

function compareNames(one: LocationView, other: LocationView): number {
  return one.name === other.name
    ? compareNearness({ ...one, distanceKm: 0 }, { ...other, distanceKm: 0 })
    : Number(one.name > other.name) - Number(one.name < other.name);
}
