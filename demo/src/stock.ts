import { demoKey } from './keys.ts';
import type { LocationLine, StockLine } from './lines.ts';
import type { Random } from './random.ts';

const HOURS = 'Mon-Fri: 9-19; Sat: 10-18; Sun: closed';
const SERVICES = ['Click and collect', 'Returns'];

function warehouse(key: string, name: string, place: Place): LocationLine {
  return { type: 'location', key: demoKey(key), kind: 'WAREHOUSE', name, ...place };
}

function store(key: string, name: string, place: Place): LocationLine {
  return {
    type: 'location',
    key: demoKey(key),
    kind: 'STORE',
    name,
    ...place,
    openingHours: HOURS,
    services: SERVICES,
  };
}

type Place = Pick<LocationLine, 'latitude' | 'longitude' | 'city' | 'countryCode' | 'postalCode'>;

function at(
  [latitude, longitude]: readonly [number, number],
  city: string,
  [countryCode, postalCode]: readonly [string, string],
): Place {
  return { latitude, longitude, city, countryCode, postalCode };
}

export const locations: readonly LocationLine[] = [
  warehouse(
    'wh-minneapolis',
    'Warehouse North America',
    at([44.98, -93.27], 'Minneapolis', ['US', '55401']),
  ),
  warehouse('wh-leipzig', 'Warehouse Europe', at([51.34, 12.37], 'Leipzig', ['DE', '04109'])),
  store('store-new-york', 'Broadway', at([40.72, -74], 'New York', ['US', '10013'])),
  store('store-berlin', 'Torstraße', at([52.53, 13.4], 'Berlin', ['DE', '10119'])),
  store('store-paris', 'Canal Saint-Martin', at([48.87, 2.36], 'Paris', ['FR', '75010'])),
  store('store-london', 'Shoreditch', at([51.53, -0.08], 'London', ['GB', 'E1 6JE'])),
  store('store-tokyo', 'Shimokitazawa', at([35.66, 139.67], 'Tokyo', ['JP', '155-0031'])),
  store('store-kuwait-city', 'Salmiya', at([29.33, 48.08], 'Kuwait City', ['KW', '20001'])),
];

const warehouses = locations.filter(({ kind }) => kind === 'WAREHOUSE');
const stores = locations.filter(({ kind }) => kind === 'STORE');

/** One warehouse at least, a store or two at most; now and then nothing is left. */
export function* stockLines(sku: string, random: Random): Generator<StockLine> {
  for (const { key } of random.sample(warehouses, random.between(1, 2))) {
    const onHand = random.chance(0.05) ? 0 : random.between(3, 180);
    yield { type: 'stock', sku, locationKey: key, onHand, safety: 2 };
  }
  for (const { key } of random.sample(stores, random.between(0, 2))) {
    yield { type: 'stock', sku, locationKey: key, onHand: random.between(0, 12) };
  }
}
