import { afterAll, beforeAll, expect, it } from 'vitest';

import { query } from './harness/query.ts';
import { SERVICES } from './harness/services.ts';
import { askUntil, createGuestCart, createKey, findVariantId, signIn } from './harness/shop.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const PAGE = '{ variantBySku(sku: "DEMO-SALE") { name price { current { amount } } } }';

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());

const ask = () => query(graph.url, { query: PAGE });
const isWhole = ({ errors }: { errors?: unknown }) => errors === undefined;

it('keeps the fields of the others when a service is killed, names it and no internals, and brings it back', async () => {
  await askUntil(ask, isWhole);
  process.kill(graph.pidOf('pricing'), 'SIGKILL');

  const broken = await askUntil(ask, ({ errors }) => errors !== undefined);
  expect(broken.data.variantBySku).toMatchObject({ name: expect.any(String), price: null });
  expect(broken.errors).toMatchObject([
    {
      path: ['variantBySku', 'price'],
      extensions: {
        code: 'SUBGRAPH_UNAVAILABLE',
        subgraph: 'pricing',
        retryable: true,
        requestId: expect.any(String),
        correlationId: broken.headers.get('x-correlation-id'),
      },
    },
  ]);
  expect(JSON.stringify(broken.errors)).not.toMatch(/127\.0\.0\.1|localhost|ECONN|node:|stack/u);

  const whole = await askUntil(ask, isWhole);
  expect(whole.data.variantBySku.price.current.amount).toEqual(expect.any(Number));
});

it('answers the root fields of the others while one service is down', async () => {
  const headers = await signIn(graph.url);
  process.kill(graph.pidOf('catalog'), 'SIGKILL');
  const { data } = await askUntil(
    () =>
      query(graph.url, {
        query: '{ products(first: 1) { nodes { id } } me { id } currencies }',
        headers,
      }),
    ({ errors }) => errors !== undefined,
  );
  expect(data).toEqual({
    products: null,
    me: { id: expect.any(String) },
    currencies: expect.any(Array),
  });
  await askUntil(ask, isWhole);
});

it('shows a cart with its lines, prices and totals while the catalogue is down', async () => {
  const variantId = await findVariantId(graph.url, 'DEMO-SALE');
  const guest = await createGuestCart(graph.url, variantId, 2);
  process.kill(graph.pidOf('catalog'), 'SIGKILL');
  const { data } = await askUntil(
    () =>
      query(graph.url, {
        query:
          '{ cart { lines { quantity unitPrice { amount } variant { id name } } totals { total { amount } } } }',
        headers: guest.headers,
      }),
    ({ errors }) => errors !== undefined,
  );
  expect(data.cart).toEqual({
    lines: [{ quantity: 2, unitPrice: { amount: 1499 }, variant: null }],
    totals: { total: { amount: 2998 } },
  });
  await askUntil(ask, isWhole);
});

it('shows a cart without what inventory knows while inventory is down', async () => {
  const variantId = await findVariantId(graph.url, 'DEMO-SALE');
  const guest = await createGuestCart(graph.url, variantId, 2);
  const read = () =>
    query(graph.url, {
      query:
        '{ cart { lines { quantity availability { status } warnings { __typename } } totals { total { amount } } } }',
      headers: guest.headers,
    });
  const whole = await askUntil(read, isWhole);
  expect(whole.data.cart.lines).toEqual([
    { quantity: 2, availability: { status: 'IN_STOCK' }, warnings: [] },
  ]);
  process.kill(graph.pidOf('inventory'), 'SIGKILL');
  const { data } = await askUntil(read, ({ errors }) => errors !== undefined);
  expect(data.cart).toEqual({
    lines: [{ quantity: 2, availability: null, warnings: null }],
    totals: { total: { amount: 2998 } },
  });
  await askUntil(read, isWhole);
});

it('applies events published while a consumer was down exactly once', async () => {
  const merchandiser = await signIn(graph.url, 'merchandiser@example.com');
  process.kill(graph.pidOf('cart'), 'SIGKILL');
  const sku = `E2E-${Date.now()}`;
  const upsert = await query(graph.url, {
    query: `mutation ($input: ProductUpsertInput!) { productUpsert(input: $input) { product { id version: status } errors { ... on UserError { message path } } } }`,
    variables: {
      input: {
        idempotencyKey: createKey(),
        slug: sku.toLowerCase(),
        categoryIds: [],
        status: 'ACTIVE',
        translations: [{ locale: 'en', name: 'Made while cart was down' }],
        options: [],
        attributes: [],
        mediaUrls: [],
        variants: [{ sku, selectedOptions: [], taxClass: 'standard' }],
      },
    },
    headers: merchandiser,
  });
  expect(upsert.errors).toBeUndefined();
  expect(upsert.data.productUpsert.errors).toEqual([]);

  const variantId = await findVariantId(graph.url, sku);
  const create = () =>
    query(graph.url, {
      query: `mutation ($input: CartCreateInput!) { cartCreate(input: $input) { cart { id lines { quantity variant { sku } } } errors { ... on UserError { code message } } } }`,
      variables: { input: { lines: [{ variantId, quantity: 1 }] } },
    });
  const { data } = await askUntil(create, (answer) => Boolean(answer.data?.cartCreate?.cart));
  expect(data.cartCreate.cart.lines).toEqual([{ quantity: 1, variant: { sku } }]);

  // Counted since cart came back: the one event that it had missed, and none of those it had applied before.
  const metrics = await (await fetch(`${graph.serviceUrls['cart']}/metrics`)).text();
  const counted = metrics
    .split('\n')
    .filter((line) => line.startsWith('events_consumed_total{') && line.includes('cart.variants'));
  expect(
    counted.map((line) => [/outcome="(\w+)"/u.exec(line)?.[1], line.split(' ').at(-1)]),
  ).toEqual([['applied', '1']]);
});

it('still answers after every service was killed in turn', async () => {
  for (const name of SERVICES) {
    process.kill(graph.pidOf(name), 'SIGKILL');
  }
  const { data } = await askUntil(
    () =>
      query(graph.url, {
        query: `{ products(first: 1) { nodes { name priceRange { min { amount } } } } search { totalCount } locations { totalCount } cart { id } me { id } }`,
      }),
    isWhole,
    20_000,
  );
  expect(data.products.nodes).toHaveLength(1);
});
