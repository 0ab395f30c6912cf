import { afterAll, beforeAll, expect, it } from 'vitest';

import { query } from './harness/query.ts';
import {
  type GuestCart,
  askUntil,
  createGuestCart,
  createKey,
  findVariantId,
  signIn,
} from './harness/shop.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

let graph: RunningGraph;
let guest: GuestCart;
beforeAll(async () => {
  graph = await startGraph();
  const variantId = await findVariantId(graph.url, 'DEMO-SALE');
  guest = await createGuestCart(graph.url, variantId, 2);
});
afterAll(() => graph?.stop());

/** The control port of the ERP's simulator. */
async function control(route: string, body?: object) {
  const response = await fetch(`http://127.0.0.1:${graph.graphPort + 71}${route}`, {
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return JSON.parse(await response.text());
}
const countQuotes = async (): Promise<number> =>
  (await control('/calls')).byOperation.GetFreightQuote ?? 0;

const OPTIONS = 'shippingOptions { id carrier price { amount currency } provenance { source } }';
const readCart = ({ headers }: GuestCart) =>
  query(graph.url, { query: `{ cart { lines { quantity } ${OPTIONS} } }`, headers });
const isQuoted = ({ data }: Awaited<ReturnType<typeof query>>): boolean =>
  data?.cart?.shippingOptions?.length > 0;

async function change(name: string, input: object) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  const { data } = await query(graph.url, {
    query: `mutation ($input: ${type}) { done: ${name}(input: $input) {
      checkout { id state shippingPrice { amount currency } } errors { __typename ... on UserError { message } } } }`,
    variables: { input },
    headers: guest.headers,
  });
  expect(data.done.errors).toEqual([]);
  return data.done.checkout;
}

const address = (postalCode: string) => ({
  name: 'Jörg Łukasz',
  line1: 'Große Straße 1',
  city: 'Köln',
  postalCode,
  countryCode: 'DE',
});

it('shows a cart what the ERP asks for delivery, and has a checkout pay the same', async () => {
  const { data } = await askUntil(() => readCart(guest), isQuoted);
  const options: { id: string; price: object; provenance: object }[] = data.cart.shippingOptions;
  expect(options.map(({ id }) => id)).toEqual([
    'ship_post_standard',
    'ship_post_express',
    'ship_kurier_termin',
  ]);
  const { id: checkoutId } = await change('checkoutBegin', {
    cartId: guest.id,
    idempotencyKey: createKey(),
  });
  const email = 'joerg@example.com';
  await change('checkoutAddressSet', { checkoutId, email, shippingAddress: address('50667') });
  const chosen = await change('checkoutShippingSelect', { checkoutId, optionId: options[1]?.id });
  expect(chosen).toMatchObject({ state: 'SHIPPING_SELECTED', shippingPrice: options[1]?.price });
});

it('shows staff how it gets on with the ERP, and the ERP’s own record', async () => {
  const headers = await signIn(graph.url, 'admin@example.com');
  const { data } = await query(graph.url, {
    query: `{ legacyAdapterStatus { breaker upstreamCalls }
      variantBySku(sku: "DEMO-SALE") { supplierLeadTimeDays erpRecord { materialNumber plant } listPrice { amount } } }`,
    headers,
  });
  const { 'DEMO-SALE': known } = await control('/price-book', {
    currency: 'USD',
    materials: ['DEMO-SALE'],
  });
  expect(data.legacyAdapterStatus).toMatchObject({ breaker: 'CLOSED' });
  expect(data.variantBySku).toMatchObject({
    supplierLeadTimeDays: known.leadDays,
    erpRecord: { materialNumber: '000000000DEMO-SALE', plant: known.plant },
  });
  // The list price is pricing's by now.
  expect(data.variantBySku.listPrice.amount).not.toBe(known.amount);
});

async function timeCatalog(): Promise<number> {
  const took: number[] = [];
  for (let call = 0; call < 20; call++) {
    const begun = performance.now();
    const { errors } = await query(graph.url, {
      query: '{ products(first: 5) { nodes { name } } }',
    });
    took.push(performance.now() - begun);
    expect(errors).toBeUndefined();
  }
  return took.toSorted((one, other) => one - other)[10] ?? 0;
}

async function moveTo(postalCode: string): Promise<void> {
  const { data } = await query(graph.url, {
    query:
      'mutation ($input: CartBuyerUpdateInput!) { cartBuyerUpdate(input: $input) { errors { ... on UserError { message } } } }',
    variables: { input: { cartId: guest.id, shippingAddress: address(postalCode) } },
    headers: guest.headers,
  });
  expect(data.cartBuyerUpdate.errors).toEqual([]);
}

it('leaves a hanging ERP alone within 5 calls, answers at once meanwhile, and comes back', async () => {
  const usual = await timeCatalog();
  await control('/behaviour', { hang: true });
  const before = await countQuotes();
  const ask = () => readCart(guest);
  for (let call = 0; call < 5; call++) {
    await moveTo(`${10 + call}000`);
    const { data } = await ask();
    expect(data.cart.shippingOptions[0].provenance.source).toBe('FALLBACK');
  }
  const opened = performance.now();
  const tried = await countQuotes();
  expect(tried - before).toBeLessThanOrEqual(5);

  const took: number[] = [];
  for (let call = 0; call < 100; call++) {
    const begun = performance.now();
    const { data } = await ask();
    took.push(performance.now() - begun);
    expect(data.cart.shippingOptions[0].provenance.source).toBe('FALLBACK');
  }
  // Within the five seconds for which it stays open.
  expect(performance.now() - opened).toBeLessThan(5000);
  expect(await countQuotes()).toBe(tried);
  expect(took.toSorted((one, other) => one - other)[94]).toBeLessThan(50);
  expect(await timeCatalog()).toBeLessThan(usual * 3 + 20);

  await control('/behaviour', { hang: false });
  const { data } = await askUntil(
    ask,
    ({ data: answer }) => answer.cart.shippingOptions[0].provenance.source !== 'FALLBACK',
  );
  expect(data.cart.shippingOptions).toHaveLength(3);
  expect((await countQuotes()) - tried).toBe(1);
});

it('is still warm after it was killed, and a cart is shown without it meanwhile', async () => {
  await moveTo('80331');
  await askUntil(
    () => readCart(guest),
    ({ data }) => data.cart.shippingOptions?.length === 3,
  );
  const quotes = await countQuotes();
  process.kill(graph.pidOf('erp'), 'SIGKILL');
  const without = await askUntil(
    () => readCart(guest),
    ({ errors }) => errors !== undefined,
  );
  expect(without.data.cart).toEqual({ lines: [{ quantity: 2 }], shippingOptions: null });
  const { data } = await askUntil(() => readCart(guest), isQuoted);
  expect(data.cart.shippingOptions[0].provenance.source).toBe('CACHED');
  expect(await countQuotes()).toBe(quotes);
});
