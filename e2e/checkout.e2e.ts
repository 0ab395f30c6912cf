import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Participants, startParticipants } from '@supergraph/cart/participants';
import { createSignedFetch } from '@supergraph/kit/signed-fetch';
import { keyFor } from '@supergraph/kit/signing';
import { createTestFolder } from '@supergraph/kit/testing';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { query } from './harness/query.ts';
import { createKey, findVariantId, signIn } from './harness/shop.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const CART = fileURLToPath(new URL('../subgraphs/cart/src/server.ts', import.meta.url));
const SKU = 'DEMO-SALE';
/** What the demo has of it. */
const UNITS = 40;

const folder = createTestFolder();
let graph: RunningGraph;
let standIns: Participants;
let cart: Awaited<ReturnType<typeof startCart>>;

/** A cart of its own beside the graph: pricing, inventory, orders and erp are the real ones, payments stands in by contract. */
async function startCart() {
  const keys = JSON.parse(readFileSync(path.join(graph.dataDir, 'keys.json'), 'utf8')) as {
    cart: string;
    router: string;
  };
  const urls = JSON.parse(standIns.env['SERVICE_URLS'] ?? '') as Record<string, string>;
  const child = spawn(process.execPath, [CART], {
    env: {
      DATA_DIR: folder.path,
      LOG_LEVEL: 'silent',
      SIGNING_KEY: keys.cart,
      SERVICE_URLS: JSON.stringify({
        ...graph.serviceUrls,
        payments: urls['payments'],
      }),
      CALLER_KEYS: JSON.stringify({ router: keyFor(keys.router, 'cart') }),
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message: { url: string }) => resolve(message.url));
    child.once('exit', (code) => reject(new Error(`cart ended with ${code}`)));
  });
  const key = keyFor(keys.router, 'cart');
  const signedFetch = createSignedFetch({ caller: 'router', key, now: Date.now });
  return {
    child,
    /** One mutation as the router would send it; its payload. */
    async change(name: string, input: object, token?: string) {
      const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
      const fields = name.startsWith('checkout')
        ? 'checkout { id state orderId quoteHash quotedTotal { amount } shippingPrice { amount } }'
        : 'cart { id } cartToken';
      const response = await signedFetch(new URL('/graphql', url), {
        method: 'POST',
        headers: { 'x-visitor-id': 'vis_e2e', ...(token && { 'x-cart-token': token }) },
        body: {
          query: `mutation ($input: ${type}) { done: ${name}(input: $input) { ${fields} errors { __typename ... on UserError { message } } } }`,
          variables: { input },
        },
      });
      const { data, errors } = JSON.parse(await response.text());
      if (errors !== undefined) {
        throw new Error(JSON.stringify(errors));
      }
      return data.done;
    },
  };
}

beforeAll(async () => {
  graph = await startGraph();
  standIns = await startParticipants();
  cart = await startCart();
});
afterAll(async () => {
  cart?.child.kill('SIGKILL');
  await standIns?.[Symbol.asyncDispose]();
  await graph?.stop();
  folder[Symbol.dispose]();
});

/** What the ERP's control port says. */
async function readErp(route: string): Promise<unknown> {
  return (await fetch(`http://127.0.0.1:${graph.graphPort + 71}${route}`)).json();
}

interface Ready {
  readonly checkoutId: string;
  readonly quoteHash: string;
  readonly total: number;
  /** Price of the way of delivery. */
  readonly shipping: number;
  readonly token: string;
}

/** A guest's cart with so many units. */
async function fill(variantId: string, quantity: number) {
  const input = { lines: [{ variantId, quantity }], currencyCode: 'USD', countryCode: 'US' };
  // The first one waits until the catalogue is known.
  const created = await vi.waitFor(async () => {
    const payload = await cart.change('cartCreate', input);
    expect(payload.errors).toEqual([]);
    return payload;
  }, 10_000);
  return { cartId: created.cart.id as string, token: created.cartToken as string };
}

type Filled = Awaited<ReturnType<typeof fill>>;

const begin = ({ cartId, token }: Filled) =>
  cart.change('checkoutBegin', { cartId, idempotencyKey: createKey() }, token);

/** Says where a checkout goes, and how. */
async function choose(checkoutId: string, token: string): Promise<Ready> {
  const address = { name: 'Ada', line1: '1 Way', city: 'Here', countryCode: 'US', region: 'CA' };
  await cart.change(
    'checkoutAddressSet',
    { checkoutId, email: 'ada@example.com', shippingAddress: { ...address, postalCode: '90210' } },
    token,
  );
  const chosen = await cart.change(
    'checkoutShippingSelect',
    { checkoutId, optionId: 'ship_post_standard' },
    token,
  );
  expect([chosen.errors, chosen.checkout.state]).toEqual([[], 'SHIPPING_SELECTED']);
  const { quoteHash, quotedTotal, shippingPrice } = chosen.checkout;
  const total = quotedTotal.amount;
  return { checkoutId, quoteHash, total, shipping: shippingPrice.amount, token };
}

async function prepare(variantId: string, quantity: number): Promise<Ready> {
  const filled = await fill(variantId, quantity);
  const { checkout, errors } = await begin(filled);
  expect(errors).toEqual([]);
  return choose(checkout.id, filled.token);
}

const complete = ({ checkoutId, quoteHash, token }: Ready) =>
  cart.change(
    'checkoutComplete',
    {
      checkoutId,
      expectedQuoteHash: quoteHash,
      paymentToken: 'tok_visa',
      idempotencyKey: createKey(),
    },
    token,
  );

/** Units that are there, and units that checkouts hold. */
async function readUnits() {
  const { data } = await query(graph.url, {
    query: `{ variantBySku(sku: "${SKU}") { stockLevels { onHand reserved } } }`,
    headers: await signIn(graph.url, 'agent@example.com'),
  });
  const levels = data.variantBySku.stockLevels as { onHand: number; reserved: number }[];
  return {
    onHand: levels.reduce((sum, { onHand }) => sum + onHand, 0),
    reserved: levels.reduce((sum, { reserved }) => sum + reserved, 0),
  };
}

it('is agreed on by the real pricing, inventory, orders and erp: quote, hold, freight, order, stock and shipment', async () => {
  const variantId = await findVariantId(graph.url, SKU);
  const ready = await prepare(variantId, 2);
  expect(await readUnits()).toEqual({ onHand: UNITS, reserved: 2 });
  const { checkout, errors } = await complete(ready);
  expect([errors, checkout.state]).toEqual([[], 'COMPLETED']);
  expect(standIns.world.payments.get(ready.checkoutId)).toMatchObject({
    status: 'CAPTURED',
    amount: ready.total,
  });
  expect(await readUnits()).toEqual({ onHand: UNITS - 2, reserved: 0 });
  const { data } = await query(graph.url, {
    query: `query ($id: ID!) { order(id: $id) {
      total { amount } subtotal { amount } shippingTotal { amount } taxTotal { amount }
      lines { sku quantity total { amount } variant { sku } } shippingAddress { city }
    } }`,
    variables: { id: checkout.orderId },
    headers: await signIn(graph.url, 'agent@example.com'),
  });
  expect(data.order).toMatchObject({
    total: { amount: ready.total },
    // The ERP's price of the way of delivery that was chosen.
    shippingTotal: { amount: ready.shipping },
    lines: [{ sku: SKU, quantity: 2, variant: { sku: SKU } }],
    shippingAddress: { city: 'Here' },
  });
  await expect
    .poll(() => readErp('/shipments'), { timeout: 20_000 })
    .toEqual([expect.objectContaining({ reference: checkout.orderId, carrier: 'Post' })]);
  // The freight of a parcel is asked for once.
  const { byOperation } = (await readErp('/calls')) as { byOperation: Record<string, number> };
  expect(byOperation).toMatchObject({ GetFreightQuote: 1, CreateShipment: 1 });
});

it('gives the last units to as many shoppers as there are, and a typed error to the rest', async () => {
  const variantId = await findVariantId(graph.url, SKU);
  const { onHand } = await readUnits();
  const last = 10;
  const first = await prepare(variantId, onHand - last);
  expect((await complete(first)).checkout.state).toBe('COMPLETED');

  const shoppers = await Promise.all(Array.from({ length: 50 }, () => fill(variantId, 1)));
  const begun = await Promise.all(
    shoppers.map(async (shopper) => ({ shopper, payload: await begin(shopper) })),
  );
  const winners = begun.filter(({ payload }) => payload.errors.length === 0);
  const losers = begun.flatMap(({ payload }) => payload.errors);
  expect([winners.length, losers.map(({ __typename }) => __typename as string)]).toEqual([
    last,
    Array.from({ length: 50 - last }, () => 'InsufficientStockError'),
  ]);
  expect(await readUnits()).toEqual({ onHand: last, reserved: last });

  const ready = await Promise.all(
    winners.map(({ shopper, payload }) => choose(payload.checkout.id, shopper.token)),
  );
  const completed = await Promise.all(ready.map(complete));
  expect(completed.map(({ checkout }) => checkout.state as string)).toEqual(
    ready.map(() => 'COMPLETED'),
  );
  expect(new Set(completed.map(({ checkout }) => checkout.orderId as string)).size).toBe(last);
  expect(ready.map(({ checkoutId }) => standIns.world.payments.get(checkoutId)?.status)).toEqual(
    ready.map(() => 'CAPTURED'),
  );
  expect(await readUnits()).toEqual({ onHand: 0, reserved: 0 });
});
