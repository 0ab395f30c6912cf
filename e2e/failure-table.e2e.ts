import { createTestFolder } from '@supergraph/kit/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { readCheckoutFacts } from './harness/checkout-facts.ts';
import { findLost } from './harness/find-lost.ts';
import type { Answer } from './harness/query.ts';
import { type ReadyCheckout, completeCheckout, prepareCheckout } from './harness/shop-checkout.ts';
import { askUntil, createGuestCart, createKey, findVariantId, signIn } from './harness/shop.ts';
import { query } from './harness/query.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const SKU = 'DEMO-SALE';

const PRODUCT_PAGE = `query ($sku: String!) { variantBySku(sku: $sku) {
  name price { current { amount } } listPrice { amount } supplierLeadTimeDays stock { status }
  product { name rating { count } reviews { totalCount } relatedItems(first: 2) { item { id } } }
} }`;
const CART = `{ cart {
  lines { quantity variant { name } unitPrice { amount } availability { status } warnings { message } }
  totals { total { amount } } shippingOptions { id }
} }`;
const GRID = '{ search { totalCount nodes { item { ... on Product { name } } } } }';

interface Row {
  readonly down: string;
  /** Fields that are null while it is down, of what is there else. */
  readonly page: readonly string[];
  readonly cart: readonly string[];
  readonly ends: 'order' | 'nothing';
}

/** The table of the design, by process: first those that a checkout does not ask, so that no circuit breaker is open for them. */
const TABLE: readonly Row[] = [
  {
    down: 'reviews',
    page: ['variantBySku.product.rating', 'variantBySku.product.reviews'],
    cart: [],
    ends: 'order',
  },
  { down: 'support', page: [], cart: [], ends: 'order' },
  {
    down: 'catalog',
    page: ['variantBySku'],
    cart: ['cart.lines.0.variant', 'cart.shippingOptions'],
    ends: 'order',
  },
  { down: 'search', page: ['variantBySku.product.relatedItems'], cart: [], ends: 'order' },
  {
    down: 'pricing',
    page: ['variantBySku.price', 'variantBySku.listPrice'],
    cart: ['cart.lines.0.unitPrice', 'cart.lines.0.warnings', 'cart.totals'],
    ends: 'nothing',
  },
  {
    down: 'inventory',
    page: ['variantBySku.stock'],
    cart: ['cart.lines.0.availability', 'cart.lines.0.warnings'],
    ends: 'nothing',
  },
  {
    down: 'erp',
    page: ['variantBySku.supplierLeadTimeDays'],
    cart: ['cart.shippingOptions'],
    ends: 'order',
  },
  { down: 'erp-simulator', page: [], cart: [], ends: 'order' },
  { down: 'payments', page: [], cart: [], ends: 'nothing' },
  { down: 'payments-simulator', page: [], cart: [], ends: 'nothing' },
  { down: 'orders', page: [], cart: [], ends: 'nothing' },
];

const folder = createTestFolder();
let graph: RunningGraph;
let variantId: string;
let guest: Awaited<ReturnType<typeof createGuestCart>>;
let whole: { readonly page: Answer; readonly cart: Answer };

const readPage = () =>
  query(graph.url, { query: PRODUCT_PAGE, variables: { sku: SKU }, headers: SHOP });
const readCart = () => query(graph.url, { query: CART, headers: guest.headers });
const SHOP = { 'x-currency': 'EUR', 'x-country': 'DE' };
const isWhole = ({ errors }: Answer): boolean => errors === undefined;

beforeAll(async () => {
  graph = await startGraph({ dataDir: folder.path });
  variantId = await findVariantId(graph.url, SKU);
  guest = await createGuestCart(graph.url, variantId, 1);
  await reviewOnce();
  whole = { page: await askUntil(readPage, isWhole), cart: await askUntil(readCart, isWhole) };
});
afterAll(async () => {
  await graph?.stop();
  folder[Symbol.dispose]();
});

/** So that the page has a rating to lose. */
async function reviewOnce(): Promise<void> {
  const { data } = await query(graph.url, {
    query: 'query ($sku: String!) { variantBySku(sku: $sku) { product { id } } }',
    variables: { sku: SKU },
  });
  const input = {
    itemId: data.variantBySku.product.id,
    rating: 5,
    body: 'Quiet.',
    idempotencyKey: createKey(),
  };
  const { data: written } = await query(graph.url, {
    query:
      'mutation ($input: ReviewSubmitInput!) { reviewSubmit(input: $input) { errors { ... on UserError { message } } } }',
    variables: { input },
    headers: await signIn(graph.url),
  });
  expect(written.reviewSubmit.errors).toEqual([]);
}

/** Kills a process while nobody starts it again. */
async function whileDown(name: string, run: () => Promise<void>): Promise<void> {
  const pid = graph.pidOf(name);
  graph.runner.kill('SIGSTOP');
  try {
    process.kill(pid, 'SIGKILL');
    await run();
  } finally {
    graph.runner.kill('SIGCONT');
    await vi.waitFor(() => expect(graph.pidOf(name)).not.toBe(pid), 15_000);
  }
  await askUntil(readPage, isWhole);
  await askUntil(readCart, isWhole);
}

const ENDS = {
  order: { orders: 1, payment: 'CAPTURED', stock: 'COMMITTED' },
  nothing: {
    orders: 0,
    // CREATED: the provider has never heard of it; after a minute nothing can be on the wire any more, and it is VOIDED.
    payment: expect.toBeOneOf([null, 'CREATED', 'VOIDED']),
    stock: expect.toBeOneOf(['RELEASED', 'HELD']),
  },
} as const;
/** What a shopper hears first; who waits for a provider may hear that it is being taken back. */
const ANSWERS = {
  order: ['COMPLETED'],
  nothing: ['ServiceUnavailableError', 'COMPENSATING'],
} as const;

/** What the services have of it once all are there again. */
function waitForEnd({ checkoutId }: ReadyCheckout, { ends }: Row): Promise<void> {
  return vi.waitFor(() => {
    const { voucher: _, ...facts } = readCheckoutFacts(folder.path, checkoutId);
    expect(facts).toEqual(ENDS[ends]);
  }, 20_000);
}

describe('while one process is down', () => {
  it.each(TABLE)('$down: what is lost, and how a checkout ends', async (row) => {
    // The circuit breaker of the row before may still be open.
    const ready = await vi.waitFor(() => prepareCheckout(graph.url, variantId), 20_000);
    await whileDown(row.down, async () => {
      const page = await readPage();
      const cart = await readCart();
      expect(findLost(whole.page.data, page.data)).toEqual(row.page);
      expect(findLost(whole.cart.data, cart.data)).toEqual(row.cart);
      for (const { errors = [] } of [page, cart]) {
        expect(errors.map(({ extensions }) => extensions?.['subgraph'])).toEqual(
          errors.map(() => row.down),
        );
      }
      const { errors, checkout } = await completeCheckout(graph.url, ready);
      expect(errors[0]?.__typename ?? checkout.state).toBeOneOf([...ANSWERS[row.ends]]);
    });
    await waitForEnd(ready, row);
  });

  it('answers a result grid without the catalogue', async () => {
    await whileDown('catalog', async () => {
      const { data, errors } = await query(graph.url, { query: GRID });
      expect(errors).toBeUndefined();
      expect(data.search.nodes[0].item.name).toEqual(expect.any(String));
    });
  });
});
