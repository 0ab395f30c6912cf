import { type TestService, buildClaims, createTestService } from '@supergraph/kit/testing';

import { locationIdOf } from '#src/imports/location.ts';
import { inventory } from '#src/subgraph.ts';

export const NOW = Date.parse('2026-06-15T12:00:00.000Z');
export const MINUTE_MS = 60_000;

export type InventoryService = TestService<object>;

/** A running service whose clock stands at NOW unless told otherwise. */
export function createInventory(now: () => number = () => NOW): Promise<InventoryService> {
  return createTestService(inventory, { now });
}

interface ProductFacts {
  readonly productId?: string;
  readonly status?: string;
  readonly archived?: boolean;
}

/** The event by which catalog tells of a product with these skus, `var_A` with sku `A` and so on. */
export function buildProductEvent(
  skus: readonly string[],
  { productId = 'prod_1', status = 'ACTIVE', archived = false }: ProductFacts = {},
) {
  return {
    type: 'catalog.product.upserted',
    key: productId,
    data: {
      productId,
      status,
      variants: skus.map((sku) => ({ variantId: `var_${sku}`, sku, archived })),
    },
  };
}

export async function knowSkus(
  service: InventoryService,
  skus: readonly string[],
  facts: ProductFacts = {},
): Promise<void> {
  await service.receive('catalog', [buildProductEvent(skus, facts)]);
}

/** Imports lines and fails the test when one is rejected. */
export async function importAll(
  service: InventoryService,
  lines: readonly object[],
): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>> {
  const { counts, rejected } = await service.import(lines);
  if (rejected.length > 0) {
    throw new Error(`Rejected: ${JSON.stringify(rejected)}`);
  }
  return counts;
}

export function buildLocation(key: string, more: object = {}): object {
  return {
    type: 'location',
    key,
    kind: key.startsWith('store') ? 'STORE' : 'WAREHOUSE',
    name: `Place ${key}`,
    latitude: 0,
    longitude: 0,
    city: 'Town',
    countryCode: 'US',
    ...more,
  };
}

export function buildStock(sku: string, onHand: number, more: object = {}): object {
  return { type: 'stock', sku, locationKey: 'wh', onHand, ...more };
}

/** Ids of the locations that tests name by key. */
export const at = locationIdOf;

/** Variants A with 10 units in the warehouse `wh`, B with 3 there and 2 in `store-1`, C without any stock. */
export async function createShop(
  lines: readonly object[] = [],
  now?: () => number,
): Promise<InventoryService> {
  const service = await createInventory(now);
  await knowSkus(service, ['A', 'B', 'C']);
  await importAll(service, [
    buildLocation('wh'),
    buildLocation('store-1'),
    buildStock('A', 10),
    buildStock('B', 3),
    buildStock('B', 2, { locationKey: 'store-1' }),
    ...lines,
  ]);
  return service;
}

let lastKey = 0;

interface CommandCall {
  readonly as?: string;
  readonly key?: string;
}

/** A command as another service sends it, each with a key of its own. */
export async function command(
  service: InventoryService,
  name: string,
  body: object,
  { as = 'cart', key = `test:key:${++lastKey}` }: CommandCall = {},
) {
  const response = await service.fetch(`/internal/v1/${name}`, {
    as,
    method: 'POST',
    headers: { 'idempotency-key': key },
    body,
  });
  return { status: response.status, answer: await response.json() };
}

/** Reserves for a checkout: `{ A: 2 }` is two units of the variant with sku A. Answers the command's answer. */
export async function reserve(
  service: InventoryService,
  checkoutId: string,
  units: Readonly<Record<string, number>>,
  more: object = {},
) {
  const lines = Object.entries(units).map(([sku, quantity]) => ({
    variantId: `var_${sku}`,
    quantity,
  }));
  const { answer } = await command(service, 'reserve', { checkoutId, lines, ...more });
  return answer;
}

const REPRESENTATIONS =
  'query ($representations: [_Any!]!) { _entities(representations: $representations)';

/** Fields of variants, as the router asks for them. */
export async function readVariants(
  service: InventoryService,
  skus: readonly string[],
  {
    fields,
    request = {},
  }: {
    readonly fields: string;
    readonly request?: Parameters<InventoryService['execute']>[2];
  },
) {
  const representations = skus.map((sku) => ({ __typename: 'ProductVariant', id: `var_${sku}` }));
  const { data, errors } = await service.execute(
    `${REPRESENTATIONS} { ... on ProductVariant { ${fields} } } }`,
    { representations },
    request,
  );
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data._entities;
}

export async function readStock(service: InventoryService, sku: string) {
  const fields = 'stock { status available maxPerOrder restockAt }';
  const [{ stock }] = await readVariants(service, [sku], { fields });
  return stock;
}

export const MERCHANDISER = {
  claims: buildClaims({ sub: 'cus_merch', scopes: ['inventory:write'] }),
};
export const AGENT = { claims: buildClaims({ sub: 'cus_agent', scopes: ['inventory:read'] }) };

export interface Level {
  readonly onHand: number;
  readonly reserved: number;
  readonly backordered: number;
  readonly safety: number;
  readonly available: number;
}

/** Exact levels of a sku by the key of the location. */
export async function readLevels(
  service: InventoryService,
  sku: string,
  moment?: number,
): Promise<Level[]> {
  const when = moment === undefined ? '' : `(at: "${new Date(moment).toISOString()}")`;
  const fields = `stockLevels${when} { location { id } onHand reserved backordered safety available version }`;
  const [{ stockLevels }] = await readVariants(service, [sku], { fields, request: AGENT });
  return stockLevels;
}

export async function readLevel(
  service: InventoryService,
  sku: string,
  key = 'wh',
): Promise<Level | undefined> {
  const levels = (await readLevels(service, sku)) as (Level & { location: { id: string } })[];
  return levels.find(({ location }) => location.id === at(key));
}

/** A fresh idempotency key. */
export const newKey = (): string => `test-key-${++lastKey}`;

/** What a test asks of a payload's errors. */
export const ERRORS =
  'errors { __typename ... on UserError { code message path } ... on InsufficientStockError { availableQuantity variantId } }';
