import path from 'node:path';

import { createTestFolder } from '@supergraph/kit/testing';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { readCheckoutFacts } from './harness/checkout-facts.ts';
import { query } from './harness/query.ts';
import {
  type ReadyCheckout,
  beginCheckout,
  chooseDelivery,
  completeCheckout,
  prepareCheckout,
} from './harness/shop-checkout.ts';
import { createGuestCart, createKey, findVariantId, signIn } from './harness/shop.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const SKU = 'DEMO-SALE';
const REPRICED_SKU = 'DEMO-TWO-LOCALES';
const CAPTURED = { orders: 1, payment: 'CAPTURED', stock: 'COMMITTED', voucher: null };
const NOTHING_CHARGED = { orders: 0, payment: null, stock: 'HELD', voucher: null };

const folder = createTestFolder();
let graph: RunningGraph;
let variantId: string;

beforeAll(async () => {
  graph = await startGraph({ dataDir: folder.path });
  variantId = await findVariantId(graph.url, SKU);
});
afterAll(async () => {
  await graph?.stop();
  folder[Symbol.dispose]();
});

interface Level {
  readonly location: { readonly id: string };
  readonly onHand: number;
  readonly reserved: number;
}

async function readLevels(): Promise<Level[]> {
  const { data } = await query(graph.url, {
    query: `{ variantBySku(sku: "${SKU}") { stockLevels { location { id } onHand reserved } } }`,
    headers: await signIn(graph.url, 'agent@example.com'),
  });
  return data.variantBySku.stockLevels;
}

async function readUnits() {
  const levels = await readLevels();
  return {
    onHand: levels.reduce((sum, { onHand }) => sum + onHand, 0),
    reserved: levels.reduce((sum, { reserved }) => sum + reserved, 0),
  };
}

/** Units that the ledger has moved all in all, by its own lines. */
function sumLedger(): number {
  const file = new Database(path.join(folder.path, 'inventory.db'), { readonly: true });
  try {
    const row = file
      .prepare<[string], { units: number }>(
        'select coalesce(sum(delta_on_hand), 0) as units from stock_movement where sku = ?',
      )
      .get(SKU);
    return row?.units ?? 0;
  } finally {
    file.close();
  }
}

/** What the provider was asked about a checkout, as payments wrote it down. */
async function readPayment(orderId: string) {
  const { data } = await query(graph.url, {
    query: `query ($id: ID!) { order(id: $id) { payments { status events { status } } } }`,
    variables: { id: orderId },
    headers: await signIn(graph.url, 'agent@example.com'),
  });
  return data.order.payments.map((payment: { events: { status: string }[] }) =>
    payment.events.map(({ status }) => status),
  );
}

async function leaveOnly(units: number): Promise<void> {
  const headers = await signIn(graph.url, 'merchandiser@example.com');
  let left = units;
  const refusals: unknown[] = [];
  for (const { location, onHand } of await readLevels()) {
    const keep = Math.min(onHand, left);
    left -= keep;
    if (keep < onHand) {
      const { data } = await query(graph.url, {
        query:
          'mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { errors { __typename ... on UserError { message } } } }',
        variables: {
          input: {
            sku: SKU,
            locationId: location.id,
            delta: keep - onHand,
            reason: 'counted',
            idempotencyKey: createKey(),
          },
        },
        headers,
      });
      refusals.push(...data.stockAdjust.errors);
    }
  }
  expect(refusals).toEqual([]);
}

it('makes one order, one authorisation and one capture of 20 completions at once and the webhooks', async () => {
  const ready = await prepareCheckout(graph.url, variantId);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => completeCheckout(graph.url, ready)),
  );
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  await vi.waitFor(
    () => expect(readCheckoutFacts(folder.path, ready.checkoutId)).toEqual(CAPTURED),
    15_000,
  );
  const { checkout } = await completeCheckout(graph.url, ready);
  expect(await readPayment(checkout.order.id)).toEqual([['AUTHORIZED', 'CAPTURED']]);
});

async function createEmptyCart(): Promise<{ id: string; headers: Record<string, string> }> {
  const { data } = await query(graph.url, {
    query: 'mutation { cartCreate(input: {}) { cart { id } cartToken } }',
  });
  return { id: data.cartCreate.cart.id, headers: { 'x-cart-token': data.cartCreate.cartToken } };
}

it('adds 100 times at once to one cart', async () => {
  const { id: cartId, headers } = await createEmptyCart();
  const added = await Promise.all(
    Array.from({ length: 100 }, () =>
      query(graph.url, {
        query:
          'mutation ($input: CartLinesAddInput!) { cartLinesAdd(input: $input) { errors { __typename } } }',
        variables: {
          input: { cartId, lines: [{ variantId, quantity: 1 }], idempotencyKey: createKey() },
        },
        headers,
      }),
    ),
  );
  expect(added.flatMap(({ data }) => data?.cartLinesAdd.errors ?? ['failed'])).toEqual([]);
  const { data } = await query(graph.url, { query: '{ cart { totalQuantity } }', headers });
  expect(data.cart.totalQuantity).toBe(100);
});

it('charges nothing when the price has changed since the page, and says so', async () => {
  const ready = await prepareCheckout(graph.url, await findVariantId(graph.url, REPRICED_SKU));
  const { data } = await query(graph.url, {
    query:
      'mutation ($input: PriceSetInput!) { priceSet(input: $input) { errors { ... on UserError { message } } } }',
    variables: {
      input: { sku: REPRICED_SKU, currency: 'EUR', amount: 99_999, idempotencyKey: createKey() },
    },
    headers: await signIn(graph.url, 'merchandiser@example.com'),
  });
  expect(data.priceSet.errors).toEqual([]);
  const { checkout, errors } = await completeCheckout(graph.url, ready);
  expect(errors).toMatchObject([{ __typename: 'PriceChangedError' }]);
  expect(checkout.order).toBeNull();
  expect(readCheckoutFacts(folder.path, ready.checkoutId)).toEqual(NOTHING_CHARGED);
});

it('keeps the units of a shopper whose card is declined, and sells them for another card', async () => {
  const ready = await prepareCheckout(graph.url, variantId);
  const declined = await completeCheckout(graph.url, ready, 'tok_insufficient_funds');
  expect(declined.errors).toMatchObject([{ __typename: 'PaymentError' }]);
  expect(readCheckoutFacts(folder.path, ready.checkoutId)).toMatchObject({
    orders: 0,
    payment: 'DECLINED',
    stock: 'HELD',
  });
  const { checkout } = await completeCheckout(graph.url, ready);
  expect(checkout.state).toBe('COMPLETED');
});

it('sells the last 10 units to 10 of 50 shoppers, and charges nobody else', async () => {
  const before = await readUnits();
  await leaveOnly(before.reserved + 10);
  const ledger = sumLedger();
  const carts = await Promise.all(
    Array.from({ length: 50 }, () => createGuestCart(graph.url, variantId, 1)),
  );
  const begun = await Promise.all(
    carts.map(async (cart) => ({ cart, ...(await beginCheckout(graph.url, cart)) })),
  );
  const winners = begun.filter(({ errors }) => errors.length === 0);
  expect(
    begun.flatMap(({ errors }) => errors.map((error: { __typename: string }) => error.__typename)),
  ).toEqual(Array.from({ length: 40 }, () => 'InsufficientStockError'));
  const ready: ReadyCheckout[] = await Promise.all(
    winners.map(({ cart, checkout }) =>
      chooseDelivery(graph.url, { checkoutId: checkout.id, headers: cart.headers }),
    ),
  );
  await Promise.all(ready.map((one) => completeCheckout(graph.url, one)));
  await vi.waitFor(
    () =>
      expect(ready.map(({ checkoutId }) => readCheckoutFacts(folder.path, checkoutId))).toEqual(
        ready.map(() => CAPTURED),
      ),
    20_000,
  );
  expect(await readUnits()).toEqual({ onHand: before.reserved, reserved: before.reserved });
  expect(sumLedger() - ledger).toBe(-10);
});
