import { createTestService } from '@supergraph/kit/testing';
import { expect } from 'vitest';

import { cart } from '#src/subgraph.ts';

import {
  type Request,
  type Shop,
  type Wanted,
  asAgent,
  asGuest,
  buildPriceEvent,
  buildProductEvent,
  createGuestCart,
  key,
} from './build.ts';
import { type Participants, startParticipants } from './participants.ts';

export interface CheckoutShop extends AsyncDisposable {
  readonly shop: Shop;
  readonly participants: Participants;
}

/** A shop whose jobs run, beside the services that take part in a checkout. */
export async function openCheckoutShop(
  settings: Readonly<Record<string, string>> = {},
): Promise<CheckoutShop> {
  const participants = await startParticipants();
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const service = await createTestService(cart, {
    now,
    settings: { ...participants.env, ...settings },
  });
  await service.receive('catalog', [buildProductEvent()]);
  await service.receive(
    'pricing',
    ['A', 'B', 'C'].map((sku) => buildPriceEvent(sku)),
  );
  const shop = Object.assign(service, {
    wait: (ms: number) => {
      ahead += ms;
    },
  }) as unknown as Shop;
  return {
    shop,
    participants,
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]();
      await participants[Symbol.asyncDispose]();
    },
  };
}

export const ADDRESS = {
  name: 'Ada Example',
  line1: '1 Analytical Way',
  city: 'Springfield',
  region: 'CA',
  postalCode: '90210',
  countryCode: 'US',
};

const PAYLOAD = /* GraphQL */ `
  checkout {
    id state nextStates email quoteHash orderId paymentIntentId expiresAt
    quotedTotal { amount currency } shippingPrice { amount } failure { code retryable }
    shippingAddress { city } cart { id version shippingPrice { amount } selectedShippingOptionId }
  }
  errors {
    __typename
    ... on UserError { code message path }
    ... on ServiceUnavailableError { service }
    ... on InsufficientStockError { variantId availableQuantity }
    ... on PriceChangedError { previousTotal { amount } currentTotal { amount } quoteHash }
    ... on PaymentError { declineCode retryable actionUrl }
    ... on IllegalStateError { state allowed }
  }
`;

const MUTATIONS = {
  checkoutBegin: 'CheckoutBeginInput!',
  checkoutAddressSet: 'CheckoutAddressSetInput!',
  checkoutShippingSelect: 'CheckoutShippingSelectInput!',
  checkoutComplete: 'CheckoutCompleteInput!',
  checkoutCancel: 'CheckoutCancelInput!',
} as const;

/** Calls one checkout mutation and answers its payload; fails when the request itself is refused. */
export async function check(
  shop: Shop,
  name: keyof typeof MUTATIONS,
  { input, request }: { readonly input: object; readonly request: Request },
) {
  const query = `mutation ($input: ${MUTATIONS[name]}) { ${name}(input: $input) { ${PAYLOAD} } }`;
  const { data, errors } = await shop.execute(query, { input }, request);
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data[name];
}

/** Begins the checkout of a cart, each time with a key of its own. */
export function begin(shop: Shop, { cartId, request }: Pick<Ready, 'cartId' | 'request'>) {
  return check(shop, 'checkoutBegin', { input: { cartId, idempotencyKey: key() }, request });
}

/** A guest's cart, to begin. */
export async function fillCart(shop: Shop, lines?: readonly Wanted[]) {
  const { id: cartId, token } = await createGuestCart(shop, lines);
  return { cartId, request: asGuest(token) };
}

export interface Ready {
  readonly checkoutId: string;
  readonly cartId: string;
  readonly quoteHash: string;
  readonly request: Request;
}

/** A guest's checkout with an address and a way of delivery: 20.00 for two units and 5.00 for the way, unless told otherwise. */
export async function prepareCheckout(
  shop: Shop,
  lines: readonly Wanted[] = [{ variantId: 'var_A', quantity: 2 }],
): Promise<Ready> {
  const { cartId, request } = await fillCart(shop, lines);
  const { checkout, errors } = await begin(shop, { cartId, request });
  if (errors.length > 0) {
    throw new Error(JSON.stringify(errors));
  }
  const checkoutId: string = checkout.id;
  await check(shop, 'checkoutAddressSet', {
    input: { checkoutId, email: 'ada@example.com', shippingAddress: ADDRESS },
    request,
  });
  const ready = await check(shop, 'checkoutShippingSelect', {
    input: { checkoutId, optionId: 'ship_post_standard' },
    request,
  });
  return { checkoutId, cartId, quoteHash: ready.checkout.quoteHash, request };
}

/** Orders and pays. */
export function complete(shop: Shop, { checkoutId, quoteHash, request }: Ready, more: object = {}) {
  const input = {
    checkoutId,
    idempotencyKey: key(),
    expectedQuoteHash: quoteHash,
    paymentToken: 'tok_visa',
    ...more,
  };
  return check(shop, 'checkoutComplete', { input, request });
}

/** The checkout as its shopper sees it now. */
export async function readCheckout({ shop }: CheckoutShop, { checkoutId, request }: Ready) {
  const { data } = await shop.execute(
    'query ($id: ID!) { checkout(id: $id) { state orderId failure { code retryable } } }',
    { id: checkoutId },
    request,
  );
  return data.checkout;
}

/** Nothing is left of a try that failed. */
export function expectNothing(
  { participants: { world } }: CheckoutShop,
  { checkoutId }: Ready,
): void {
  expect(world.orders.has(checkoutId)).toBe(false);
  expect(world.committed.has(checkoutId)).toBe(false);
  expect(world.vouchers.has(checkoutId)).toBe(false);
  expect([undefined, 'VOIDED']).toContain(world.payments.get(checkoutId)?.status);
}

interface SeenStep {
  readonly name: string;
  readonly status: string;
  readonly error: string | null;
}

/** The steps of the last try, as those see them who help. */
export async function readSteps(
  { shop }: CheckoutShop,
  { checkoutId }: Ready,
): Promise<readonly SeenStep[]> {
  const { data } = await shop.execute(
    'query ($id: ID!) { checkout(id: $id) { sagaSteps { name status error } } }',
    { id: checkoutId },
    asAgent(),
  );
  return data.checkout.sagaSteps;
}
