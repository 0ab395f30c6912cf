import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Answer } from './harness/query.ts';
import { type Asked, type Recorder, createRecorder } from './harness/recording.ts';
import { ADDRESS } from './harness/shop-checkout.ts';
import { askUntil, createKey, signIn } from './harness/shop.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const SKU = 'DEMO-SALE';
const OTHER_SKU = 'DEMO-TWO-LOCALES';
const SHOP = { 'x-currency': 'EUR', 'x-country': 'DE' };
const HEADING = `# A purchase through the router

What one shopper asks, from the page of a product to the money that comes back, and what the graph answers. Written by
\`e2e/purchase.e2e.ts\`; ids, secrets and times differ in each run and have names here.`;
const ERRORS = 'errors { __typename ... on UserError { code message path } }';
const LINES = 'lines { quantity variant { sku } unitPrice { amount currency } }';

const PRODUCT_PAGE = `query ProductPage($sku: String!) {
  variantBySku(sku: $sku) {
    id sku name
    price { current { amount currency } taxIncluded }
    stock { status }
    product { name }
  }
}`;
const CART_CREATE = `mutation CartCreate($input: CartCreateInput!) {
  cartCreate(input: $input) { cart { id totalQuantity } cartToken ${ERRORS} }
}`;
const CART_CLAIM = `mutation CartClaim($input: CartClaimInput!) {
  cartClaim(input: $input) { cart { id totalQuantity ${LINES} totals { total { amount } } } ${ERRORS} }
}`;
const CHECKOUT_BEGIN = `mutation CheckoutBegin($input: CheckoutBeginInput!) {
  checkoutBegin(input: $input) { checkout { id state nextStates quotedTotal { amount currency } } ${ERRORS} }
}`;
const ADDRESS_SET = `mutation CheckoutAddressSet($input: CheckoutAddressSetInput!) {
  checkoutAddressSet(input: $input) {
    checkout { state cart { shippingOptions { id carrier service price { amount } provenance { source } } } }
    ${ERRORS}
  }
}`;
const SHIPPING_SELECT = `mutation CheckoutShippingSelect($input: CheckoutShippingSelectInput!) {
  checkoutShippingSelect(input: $input) {
    checkout { state shippingPrice { amount } quotedTotal { amount currency } quoteHash }
    ${ERRORS}
  }
}`;
const COMPLETE = `mutation CheckoutComplete($input: CheckoutCompleteInput!) {
  checkoutComplete(input: $input) {
    checkout { state paymentIntent { id status nextAction { kind redirectUrl } } order { id } }
    ${ERRORS}
  }
}`;
const ACTION_COMPLETE = `mutation PaymentActionComplete($input: PaymentActionCompleteInput!) {
  paymentActionComplete(input: $input) { paymentIntent { method amount { amount } nextAction { kind } } ${ERRORS} }
}`;
const CHECKOUT = `query Checkout($id: ID!) {
  checkout(id: $id) { state paymentIntent { status captured { amount } } order { id number } }
}`;
const ORDER = `query Order($id: ID!) {
  order(id: $id) {
    number status
    total { amount currency }
    lines { id sku name quantity returnableQuantity }
    fulfillments { id status carrier trackingNumber tracking { status provenance { source } } }
  }
}`;
const FULFILLMENT_UPDATE = `mutation FulfillmentUpdate($sent: FulfillmentUpdateInput!, $arrived: FulfillmentUpdateInput!) {
  sent: fulfillmentUpdate(input: $sent) { order { status } ${ERRORS} }
  arrived: fulfillmentUpdate(input: $arrived) { order { status } ${ERRORS} }
}`;
const RETURN_REQUEST = `mutation ReturnRequest($input: ReturnRequestInput!) {
  returnRequest(input: $input) { return { id rmaNumber status lines { quantity reason { label } } } ${ERRORS} }
}`;
const RETURN_DECIDE = `mutation ReturnDecide($input: ReturnDecideInput!) {
  returnDecide(input: $input) { return { status refund { amount currency } } ${ERRORS} }
}`;
const REFUND = `query Refund($id: ID!) {
  order(id: $id) { refundedTotal { amount currency } payments { status refunded { amount } } returns { status } }
}`;

let graph: RunningGraph;
let recorder: Recorder;
let shopper: Record<string, string>;

beforeAll(async () => {
  graph = await startGraph();
  recorder = createRecorder(graph.url);
  shopper = { ...SHOP, ...(await signIn(graph.url)) };
});
afterAll(() => graph?.stop());

/** One recorded operation that answers just these errors of its payload; its data. */
async function ask(
  title: string,
  operation: string,
  { codes = [], ...asked }: Asked & { readonly codes?: readonly string[] },
): Promise<Answer['data']> {
  const { data, errors } = await recorder.ask(title, operation, asked);
  expect(errors).toBeUndefined();
  const payloads: { errors?: { code: string }[] }[] = Object.values(data);
  expect(payloads.flatMap((payload) => payload.errors ?? []).map(({ code }) => code)).toEqual(
    codes,
  );
  return data;
}

/** Waits until a query answers so, and records that answer. */
async function askOnce(
  title: string,
  operation: string,
  { isReady, ...asked }: Asked & { readonly isReady: (data: Answer['data']) => boolean },
): Promise<Answer['data']> {
  await askUntil(
    () => recorder.look(operation, asked),
    ({ data }) => data !== null && isReady(data),
  );
  return ask(title, operation, asked);
}

async function fillCart(): Promise<string> {
  const page = await ask('The page of a product', PRODUCT_PAGE, {
    variables: { sku: SKU },
    headers: SHOP,
  });
  const cartOf = (variantId: string) => ({
    input: { currencyCode: 'EUR', countryCode: 'DE', lines: [{ variantId, quantity: 2 }] },
  });
  const guest = await ask('Two of it into a cart, without sign-in', CART_CREATE, {
    variables: cartOf(page.variantBySku.id),
    headers: SHOP,
  });
  // The customer has left something in a cart before.
  const other = await recorder.look(PRODUCT_PAGE, {
    variables: { sku: OTHER_SKU },
    headers: SHOP,
  });
  await recorder.look(CART_CREATE, {
    variables: cartOf(other.data.variantBySku.id),
    headers: shopper,
  });
  const claimed = await ask('Signed in: both carts become one', CART_CLAIM, {
    variables: { input: { cartToken: guest.cartCreate.cartToken, idempotencyKey: createKey() } },
    headers: shopper,
  });
  expect(claimed.cartClaim.cart.totalQuantity).toBe(4);
  return claimed.cartClaim.cart.id;
}

async function chooseDelivery(cartId: string) {
  const headers = shopper;
  const begun = await ask('The checkout begins: stock is held', CHECKOUT_BEGIN, {
    variables: { input: { cartId, idempotencyKey: createKey() } },
    headers,
  });
  const checkoutId: string = begun.checkoutBegin.checkout.id;
  const addressed = await ask('Where it goes, and what delivery costs', ADDRESS_SET, {
    variables: { input: { checkoutId, email: 'shopper@example.com', shippingAddress: ADDRESS } },
    headers,
  });
  const [option] = addressed.checkoutAddressSet.checkout.cart.shippingOptions;
  const chosen = await ask('A way of delivery', SHIPPING_SELECT, {
    variables: { input: { checkoutId, optionId: option.id } },
    headers,
  });
  const { shippingPrice, quoteHash, quotedTotal } = chosen.checkoutShippingSelect.checkout;
  expect(shippingPrice.amount).toBe(option.price.amount);
  return { checkoutId, quoteHash, total: quotedTotal.amount as number };
}

async function pay({ checkoutId, quoteHash, total }: Awaited<ReturnType<typeof chooseDelivery>>) {
  const headers = shopper;
  const completed = await ask('Order and pay: the bank wants to be sure', COMPLETE, {
    variables: {
      input: {
        checkoutId,
        expectedQuoteHash: quoteHash,
        paymentToken: 'tok_3ds',
        idempotencyKey: createKey(),
      },
    },
    headers,
    codes: ['PAYMENT_ACTION_REQUIRED'],
  });
  const { state, order, paymentIntent } = completed.checkoutComplete.checkout;
  expect({ state, order }).toEqual({ state: 'REQUIRES_ACTION', order: null });
  const page = await fetch(paymentIntent.nextAction.redirectUrl, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ result: 'approve' }),
  });
  expect(page.status).toBe(303);
  await ask('The shopper is back from the page of the bank', ACTION_COMPLETE, {
    variables: { input: { paymentIntentId: paymentIntent.id } },
    headers,
  });
  const { checkout } = await askOnce('There is an order', CHECKOUT, {
    variables: { id: checkoutId },
    headers,
    isReady: ({ checkout: now }) =>
      now.state === 'COMPLETED' && now.paymentIntent.status === 'CAPTURED',
  });
  expect(checkout.paymentIntent.captured.amount).toBe(total);
  return { id: checkout.order.id as string, total };
}

async function receive(id: string) {
  const { order } = await askOnce('The order, and where its parcel is', ORDER, {
    variables: { id },
    headers: shopper,
    isReady: ({ order: now }) => now.fulfillments[0]?.tracking != null,
  });
  expect(order.fulfillments[0].tracking.status).toBe('BOOKED');
  const update = (status: string) => ({
    fulfillmentId: order.fulfillments[0].id,
    status,
    idempotencyKey: createKey(),
  });
  const moved = await ask('Staff: the parcel has left, and arrived', FULFILLMENT_UPDATE, {
    variables: { sent: update('SHIPPED'), arrived: update('DELIVERED') },
    headers: await signIn(graph.url, 'admin@example.com'),
  });
  expect(moved.arrived.order.status).toBe('DELIVERED');
  return order;
}

it('goes from a product to an order that is paid, sent, returned and paid back', async () => {
  const ready = await chooseDelivery(await fillCart());
  const { id, total } = await pay(ready);
  const order = await receive(id);
  expect(order.total.amount).toBe(total);
  const lines = order.lines.map((line: { id: string; quantity: number }) => ({
    orderLineId: line.id,
    quantity: line.quantity,
    reasonCode: 'DEFECTIVE',
  }));
  const { returnRequest } = await ask('The shopper sends all of it back', RETURN_REQUEST, {
    variables: { input: { orderId: id, lines, idempotencyKey: createKey() } },
    headers: shopper,
  });
  const returnId = returnRequest.return.id;
  const decided = await ask('Staff: it may come back', RETURN_DECIDE, {
    variables: { input: { returnId, decision: 'APPROVE', idempotencyKey: createKey() } },
    headers: await signIn(graph.url, 'admin@example.com'),
  });
  const { amount } = decided.returnDecide.return.refund;
  const refunded = await askOnce('The money is back', REFUND, {
    variables: { id },
    headers: shopper,
    isReady: ({ order: now }) => now.returns[0].status === 'REFUNDED',
  });
  expect(refunded.order.refundedTotal.amount).toBe(amount);
  await expect(recorder.render(HEADING)).toMatchFileSnapshot('recordings/purchase.md');
});
