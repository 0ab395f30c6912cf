import { randomUUID } from 'node:crypto';

import type { RequestContext } from '@supergraph/kit/request-context';
import { type TestService, buildClaims, createTestService } from '@supergraph/kit/testing';

import { cart } from '#src/subgraph.ts';

export const NOW = Date.parse('2026-06-15T12:00:00.000Z');
export const HOUR_MS = 3_600_000;

export type Request = Partial<RequestContext>;

export interface Shop extends TestService<object> {
  /** Moves the service's clock on. */
  wait(ms: number): void;
}

export interface ProductFacts {
  readonly productId?: string;
  readonly status?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly skus?: readonly string[];
  readonly archived?: readonly string[];
}

/** The event by which catalog tells of a product. The sku `A` belongs to the variant `var_A`. */
export function buildProductEvent({
  productId = 'prod_1',
  status = 'ACTIVE',
  names = { en: 'Kettle' },
  skus = ['A', 'B', 'C'],
  archived = [],
}: ProductFacts = {}) {
  return {
    type: 'catalog.product.upserted',
    key: productId,
    data: {
      productId,
      kind: 'PRODUCT',
      status,
      version: 1,
      texts: Object.entries(names).map(([locale, name]) => ({ locale, slug: name, name })),
      imageUrl: '/images/kettle.webp',
      variants: skus.map((sku, position) => ({
        variantId: `var_${sku}`,
        sku,
        position,
        archived: archived.includes(sku),
        imageUrl: null,
        options: [{ name: 'Colour', value: 'red', label: 'Red' }],
      })),
    },
  };
}

/** The event by which pricing tells of a price: 10.00 USD for everybody, unless told otherwise. */
export function buildPriceEvent(sku: string, amount = 1000, more: object = {}) {
  return {
    type: 'pricing.price.changed',
    key: sku,
    data: {
      sku,
      variantId: `var_${sku}`,
      productId: 'prod_1',
      currency: 'USD',
      country: null,
      customerGroup: null,
      minQuantity: 1,
      previousAmount: null,
      amount,
      taxIncluded: false,
      ...more,
    },
  };
}

/** The event by which inventory tells how many units an order can have. */
export function buildStockEvent(
  sku: string,
  {
    availableAtMost = null,
    maxPerOrder = null,
  }: {
    readonly availableAtMost?: number | null;
    readonly maxPerOrder?: number | null;
  },
) {
  return {
    type: 'inventory.stock.changed',
    key: `var_${sku}`,
    data: { variantId: `var_${sku}`, availableAtMost, maxPerOrder },
  };
}

export function buildCustomerEvent(customerId: string, groups: readonly string[] = []) {
  return {
    type: 'customers.customer.registered',
    key: customerId,
    data: { customerId, groups, roles: [] },
  };
}

/** The cart service of a shop that sells the variants var_A, var_B and var_C for 10.00 USD each. */
export async function openShop(): Promise<Shop> {
  let now = NOW;
  const service = await createTestService(cart, { now: () => now });
  await service.receive('catalog', [buildProductEvent()]);
  await service.receive(
    'pricing',
    ['A', 'B', 'C'].map((sku) => buildPriceEvent(sku)),
  );
  return Object.assign(service, {
    wait: (ms: number) => {
      now += ms;
    },
  });
}

/** Lets the shop know variants var_1 to var_N. */
export async function sellMany(shop: Shop, count: number): Promise<string[]> {
  const skus = Array.from({ length: count }, (_, index) => String(index + 1));
  await shop.receive('catalog', [buildProductEvent({ productId: 'prod_many', skus })]);
  return skus.map((sku) => `var_${sku}`);
}

export function asGuest(cartToken: string | null = null): Request {
  return { cartToken, visitorId: 'vis_1' };
}

export function asCustomer(sub = 'cus_1', cartToken: string | null = null): Request {
  return { cartToken, claims: buildClaims({ sub }) };
}

export function asAgent(): Request {
  return { claims: buildClaims({ sub: 'cus_agent', scopes: ['support:agent'] }) };
}

const CART = /* GraphQL */ `
  id version currencyCode countryCode locale email note voucherCodes totalQuantity
  shippingAddress { name line1 city countryCode region company }
  lines { id quantity variant { id } attributes { key value } addedUnitPrice { amount currency } }
`;
const FAULTS = /* GraphQL */ `
  errors {
    __typename
    ... on UserError { code message path }
    ... on ConflictError { currentVersion }
    ... on QuantityLimitError { limit }
    ... on VariantUnavailableError { variantId }
    ... on InsufficientStockError { variantId availableQuantity }
    ... on IdempotencyError { retryAfterMs }
  }
  warnings {
    __typename lineId message
    ... on QuantityClampedWarning { requestedQuantity appliedQuantity }
    ... on MergedWarning { guestQuantity accountQuantity appliedQuantity }
  }
`;

const FIELDS = {
  cartCreate: 'cartToken',
  cartLinesAdd: '',
  cartLinesUpdate: '',
  cartLinesRemove: '',
  cartVouchersSet: '',
  cartBuyerUpdate: '',
  cartClaim: '',
} as const;
export type MutationName = keyof typeof FIELDS;

/** Calls one mutation and answers its payload; fails when the request itself is refused. */
export async function change(shop: Shop, name: MutationName, input: object, request: Request) {
  const { data, errors } = await tryChange(shop, name, input, request);
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data[name];
}

/** As `change`, but answers the whole response. */
export function tryChange(shop: Shop, name: MutationName, input: object, request: Request) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { ${FIELDS[name]} cart { ${CART} } ${FAULTS} } }`;
  return shop.execute(query, { input }, request);
}

export function key(): string {
  return randomUUID();
}

export interface Wanted {
  readonly variantId: string;
  readonly quantity?: number;
  readonly attributes?: readonly { readonly key: string; readonly value: string }[];
}

/** A new anonymous cart with these lines. */
export async function createGuestCart(shop: Shop, lines: readonly Wanted[] = []) {
  const { cart: created, cartToken } = await change(shop, 'cartCreate', { lines }, asGuest());
  return { id: created.id as string, token: cartToken as string, cart: created };
}

/** A customer's new cart with these lines. */
export async function createAccountCart(
  shop: Shop,
  lines: readonly Wanted[] = [],
  customerId = 'cus_1',
) {
  const { cart: created } = await change(shop, 'cartCreate', { lines }, asCustomer(customerId));
  return created;
}

export async function add(shop: Shop, cartId: string, lines: readonly Wanted[], request: Request) {
  return change(shop, 'cartLinesAdd', { cartId, idempotencyKey: key(), lines }, request);
}

export async function claim(shop: Shop, cartToken: string, request: Request, more: object = {}) {
  return change(shop, 'cartClaim', { cartToken, idempotencyKey: key(), ...more }, request);
}

/** The caller's own cart. */
export async function readCart(shop: Shop, request: Request) {
  const { data } = await shop.execute(`{ cart { ${CART} } }`, {}, request);
  return data.cart;
}

/** `[variantId, quantity]` of each line, in the cart's order. */
export function quantitiesOf(content: {
  lines: { variant: { id: string }; quantity: number }[];
}): [string, number][] {
  return content.lines.map(({ variant, quantity }) => [variant.id, quantity]);
}

/** What another subgraph's answer leads the router to ask: entities by their keys. */
export async function readEntities(
  shop: Shop,
  representations: readonly object[],
  { fields, request }: { readonly fields: string; readonly request: Request },
) {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ${fields} } }`;
  const { data, errors } = await shop.execute(query, { representations }, request);
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data._entities;
}
