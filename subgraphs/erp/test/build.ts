import { createHash } from 'node:crypto';

import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '@supergraph/erp-simulator/simulator';
import { type TestService, buildClaims, createTestService } from '@supergraph/kit/testing';

import { erp } from '#src/subgraph.ts';

export const AGENT = { claims: buildClaims({ sub: 'cus_agent', scopes: ['support:agent'] }) };
export const OPERATOR = { claims: buildClaims({ sub: 'cus_ops', scopes: ['ops:read'] }) };

export type ErpService = TestService<object>;

/** What JSON holds. */
type Parsed = ReturnType<typeof JSON.parse>;

export interface Upstream extends AsyncDisposable {
  readonly simulator: Simulator;
  control(path: string, body?: object): Promise<Parsed>;
  /** How often an operation was called. */
  count(operation: string): Promise<number>;
}

/** An ERP of its own that answers at once, unless told otherwise. */
export async function startUpstream(options: SimulatorOptions = {}): Promise<Upstream> {
  const behaviour = { latencyMs: [0, 0] as [number, number], ...options.behaviour };
  const simulator = await startSimulator({ ...options, behaviour });
  const control = async (path: string, body?: object): Promise<Parsed> => {
    const response = await fetch(new URL(path, simulator.controlUrl), {
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      throw new Error(await response.text());
    }
    return response.json();
  };
  return {
    simulator,
    control,
    count: async (operation) => (await control('/calls')).byOperation[operation] ?? 0,
    [Symbol.asyncDispose]: () => simulator[Symbol.asyncDispose](),
  };
}

export interface ServiceOptions {
  readonly now?: () => number;
  readonly settings?: Readonly<Record<string, string>>;
}

export function createErp(
  { simulator }: Pick<Upstream, 'simulator'>,
  { now = Date.now, settings = {} }: ServiceOptions = {},
): Promise<ErpService> {
  return createTestService(erp, { now, settings: { ERP_URL: simulator.url, ...settings } });
}

const REPRESENTATIONS =
  'query ($representations: [_Any!]!) { _entities(representations: $representations)';

type Request = Parameters<ErpService['execute']>[2];

/** Fields of variants, as the router asks for them. */
export function askVariants(
  service: ErpService,
  skus: readonly string[],
  fields: string,
  request: Request = {},
) {
  return service.execute(
    `${REPRESENTATIONS} { ... on ProductVariant { ${fields} } } }`,
    { representations: skus.map((sku) => ({ __typename: 'ProductVariant', sku })) },
    request,
  );
}

/** A cart as the router sends it along. */
export function buildCart(more: object = {}) {
  return {
    __typename: 'Cart',
    id: 'cart_1',
    countryCode: 'DE',
    currencyCode: 'EUR',
    shippingAddress: { countryCode: 'DE', postalCode: '10115', region: null },
    lines: [
      { quantity: 2, variant: { sku: 'A-1', weightGrams: 700 } },
      { quantity: 1, variant: { sku: 'B-2', weightGrams: null } },
    ],
    ...more,
  };
}

const OPTION_FIELDS =
  'shippingOptions { id carrier service price { amount currency } earliestDelivery latestDelivery provenance { source asOf } }';

/** The ways of delivery of a cart. */
export async function readOptions(service: ErpService, cart: object = buildCart()) {
  const { data, errors } = await service.execute(
    `${REPRESENTATIONS} { ... on Cart { ${OPTION_FIELDS} } } }`,
    { representations: [cart] },
  );
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data._entities[0].shippingOptions;
}

export async function readStatus(service: ErpService) {
  const { data } = await service.execute(
    '{ legacyAdapterStatus { breaker consecutiveFailures cacheEntries cacheHitRatio upstreamCalls } }',
    {},
    OPERATOR,
  );
  return data.legacyAdapterStatus;
}

/** SKUs of all kinds: digits, letters, signs. */
export function listSkus(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const hash = createHash('sha256').update(`sku ${index}`).digest('hex').toUpperCase();
    return index % 2 === 0 ? String(1_000_000 + index * 37) : `${hash.slice(0, 4)}-${index}.X`;
  });
}
