import { afterAll, beforeAll, expect, it } from 'vitest';

import { query } from './harness/query.ts';
import { createGuestCart, createKey, findVariantId, signIn } from './harness/shop.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const SKU = 'DEMO-SALE';
const CART = `id totalQuantity customer { id publicName }
  lines { id quantity variant { sku name } unitPrice { amount currency } }
  totals { total { amount decimal currency } taxIncluded quoteHash lines { lineId total { amount } } }`;

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());

it('answers products with prices', async () => {
  const { data, errors } = await query(graph.url, {
    query:
      '{ products(first: 3) { nodes { name defaultVariant { sku price(currency: "EUR", country: "DE") { current { decimal } } } } } }',
  });
  expect(errors).toBeUndefined();
  expect(data.products.nodes).toHaveLength(3);
});

it('answers in the locale, currency and country of the request', async () => {
  const { data } = await query(graph.url, {
    query: `query ($sku: String!) { variantBySku(sku: $sku) { product { name } price { taxIncluded current { currency } } } }`,
    variables: { sku: 'DEMO-TWO-LOCALES' },
    headers: { 'x-locale': 'de-AT', 'x-currency': 'EUR', 'x-country': 'DE' },
  });
  const english = await query(graph.url, {
    query: '{ variantBySku(sku: "DEMO-TWO-LOCALES") { product { name } } }',
  });
  expect(data.variantBySku.price).toEqual({ taxIncluded: true, current: { currency: 'EUR' } });
  expect(data.variantBySku.product.name).not.toBe(english.data.variantBySku.product.name);
});

it('creates a cart, fills it, prices it with totals and lets a signed-in customer claim it', async () => {
  const variantId = await findVariantId(graph.url, SKU);
  const guest = await createGuestCart(graph.url, variantId, 2);
  const priced = await query(graph.url, { query: `{ cart { ${CART} } }`, headers: guest.headers });
  expect(priced.errors).toBeUndefined();
  const [line] = priced.data.cart.lines;
  expect(line).toMatchObject({
    quantity: 2,
    variant: { sku: SKU },
    unitPrice: { amount: 1499, currency: 'EUR' },
  });
  expect(priced.data.cart.totals.total.amount).toBe(2998);

  const customer = await signIn(graph.url);
  const claimed = await query(graph.url, {
    query: `mutation ($input: CartClaimInput!) { cartClaim(input: $input) { cart { ${CART} } errors { ... on UserError { message } } } }`,
    variables: { input: { cartToken: guest.token, idempotencyKey: createKey() } },
    headers: customer,
  });
  expect(claimed.errors).toBeUndefined();
  expect(claimed.data.cartClaim.cart).toMatchObject({
    totalQuantity: 2,
    customer: { publicName: expect.any(String) },
  });

  const mine = await query(graph.url, { query: `{ me { cart { ${CART} } } }`, headers: customer });
  expect(mine.data.me.cart.lines[0].variant.sku).toBe(SKU);
});

it('asks four services in one request, each in the log under one correlation id', async () => {
  const customer = await signIn(graph.url);
  const headers = { ...customer, 'x-correlation-id': 'e2e-four-services' };
  const { data, errors } = await query(graph.url, {
    query: `query Home { navigation { name } products(first: 2) { nodes { name priceRange { min { decimal } } } } me { email cart { id } } cart { ${CART} } }`,
    headers,
  });
  expect(errors).toBeUndefined();
  expect(data.me.email).toBe('shopper@example.com');

  const asked = (): unknown[] =>
    graph
      .logOf('router')
      .filter(({ correlationId }) => correlationId === 'e2e-four-services')
      .map(({ subgraphs }) => new Set(Object.keys(subgraphs ?? {})));
  await expect.poll(asked).toEqual([new Set(['catalog', 'pricing', 'cart', 'customers'])]);
  for (const service of ['catalog', 'pricing', 'cart', 'customers']) {
    expect(graph.logOf(service).map(({ correlationId }) => correlationId)).toContain(
      'e2e-four-services',
    );
  }
});

it('lets every process have its own pid', () => {
  const pids = ['catalog', 'pricing', 'cart', 'customers', 'router'].map(
    (name) => graph.logOf(name)[0]?.pid,
  );
  expect(new Set([...pids, graph.runner.pid]).size).toBe(6);
});
