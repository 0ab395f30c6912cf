import { afterAll, beforeAll, expect, it } from 'vitest';

import { query } from './harness/query.ts';
import { askUntil, createGuestCart, createKey, findVariantId, signIn } from './harness/shop.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());

const SKU = 'DEMO-SALE';
const STOCK = `variantBySku(sku: "${SKU}") { stock { status available } }`;

/** Lets so many units more lie where the demo has all of them. */
async function adjust(delta: number): Promise<void> {
  const agent = await signIn(graph.url, 'agent@example.com');
  const merchandiser = await signIn(graph.url, 'merchandiser@example.com');
  const levels = await query(graph.url, {
    query: `{ variantBySku(sku: "${SKU}") { stockLevels { location { id } onHand } } }`,
    headers: agent,
  });
  const [{ location }] = levels.data.variantBySku.stockLevels;
  const { data } = await query(graph.url, {
    query: `mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { errors { ... on UserError { message } } } }`,
    variables: {
      input: {
        idempotencyKey: createKey(),
        sku: SKU,
        locationId: location.id,
        delta,
        reason: 'A test',
      },
    },
    headers: merchandiser,
  });
  expect(data.stockAdjust.errors).toEqual([]);
}

it('tells in the product, in search, in the cart and by refusals that a variant was sold out, and that it came back', async () => {
  const variantId = await findVariantId(graph.url, SKU);
  const guest = await createGuestCart(graph.url, variantId, 2);
  const before = await query(graph.url, { query: `{ ${STOCK} }` });
  expect(before.data.variantBySku.stock).toEqual({ status: 'IN_STOCK', available: 40 });

  await adjust(-40);
  const read = () =>
    query(graph.url, {
      query: `{ ${STOCK} search(input: { query: "${SKU}" }) { nodes { inStock } } cart { lines { warnings { __typename ... on StockWarning { requestedQuantity availableQuantity } } } } }`,
      headers: guest.headers,
    });
  const gone = await askUntil(read, ({ data }) => data?.search?.nodes[0]?.inStock === false);
  expect(gone.data).toMatchObject({
    variantBySku: { stock: { status: 'OUT_OF_STOCK', available: 0 } },
    cart: {
      lines: [
        { warnings: [{ __typename: 'StockWarning', requestedQuantity: 2, availableQuantity: 0 }] },
      ],
    },
  });
  const add = () =>
    query(graph.url, {
      query: `mutation ($input: CartCreateInput!) { cartCreate(input: $input) { errors { __typename } } }`,
      variables: { input: { lines: [{ variantId, quantity: 1 }] } },
    });
  const refused = await askUntil(add, ({ data }) => data?.cartCreate?.errors.length > 0);
  expect(refused.data.cartCreate.errors).toEqual([{ __typename: 'InsufficientStockError' }]);

  await adjust(40);
  await askUntil(read, ({ data }) => data?.search?.nodes[0]?.inStock === true);
  await askUntil(add, ({ data }) => data?.cartCreate?.errors.length === 0);
});
