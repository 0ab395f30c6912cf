import { randomUUID } from 'node:crypto';

import { type OrdersService, type Request, asCustomer, asStaff, place } from './build.ts';

export interface Bought {
  readonly orderId: string;
  readonly number: string;
  /** The ids of its lines, by sku. */
  readonly lines: Readonly<Record<string, string>>;
}

const lineOf = (sku: string, quantity: number, unitAmount: number) => ({
  variantId: `var_${sku}`,
  productId: `prod_${sku}`,
  sku,
  name: sku,
  options: null,
  imageUrl: null,
  quantity,
  unitAmount,
  discount: 0,
  tax: 0,
  total: quantity * unitAmount,
});

/** An order whose checkout has ended: 3 units of A for 10.00 together (3.33 each would lose a cent), 1 of B for 5.00, 2.00 for delivery. */
export async function buy(service: OrdersService, more: object = {}): Promise<Bought> {
  const bought = await placeOnly(service, more);
  await settle(service, bought.orderId);
  return bought;
}

/** The same before its checkout has ended. */
export async function placeOnly(service: OrdersService, more: object = {}): Promise<Bought> {
  const a = { ...lineOf('A', 3, 400), discount: 200, total: 1000 };
  const { orderId, number } = await place(service, {
    checkoutId: `chk_${randomUUID()}`,
    lines: [a, lineOf('B', 1, 500)],
    subtotal: 1700,
    discountTotal: 200,
    discounts: [{ label: 'Spring', voucherCode: 'SPRING', amount: 200 }],
    shippingTotal: 200,
    taxTotal: 0,
    total: 1700,
    ...more,
  });
  const { lines } = await readOrder(service, orderId, 'lines { id sku }');
  const ids = lines.map(({ id, sku }: { id: string; sku: string }) => [sku, id]);
  return { orderId, number, lines: Object.fromEntries(ids) };
}

export async function settle(service: OrdersService, orderId: string): Promise<void> {
  await service.receive('cart', [
    { type: 'cart.checkout.completed', key: orderId, data: { orderId } },
  ]);
}

/** The order as staff see it. */
export async function readOrder(service: OrdersService, id: string, fields: string) {
  const query = `query ($id: ID!) { order(id: $id) { ${fields} } }`;
  const { data, errors } = await service.execute(query, { id }, asStaff());
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data.order;
}

const ERRORS = `errors { __typename ... on UserError { code message path } ... on IllegalStateError { state allowed } ... on IdempotencyError { retryAfterMs } ... on RateLimitedError { waitMs: retryAfterMs } }`;

/** A mutation with a key of its own; answers its payload. `entity` is what to select beside the errors. */
export async function mutate(
  service: OrdersService,
  {
    name,
    input,
    entity,
    as = asStaff(),
  }: {
    readonly name: string;
    readonly input: object;
    readonly entity: string;
    readonly as?: Request;
  },
) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { ${entity} ${ERRORS} } }`;
  const variables = { input: { idempotencyKey: randomUUID(), ...input } };
  const { data, errors } = await service.execute(query, variables, as);
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data[name];
}

export interface UnitsBySku {
  readonly [sku: string]: number;
}

export function toLines({ lines }: Bought, units: UnitsBySku) {
  return Object.entries(units).map(([sku, quantity]) => ({
    orderLineId: lines[sku] ?? sku,
    quantity,
  }));
}

const ORDER = 'order { status fulfillments { id status lines { quantity orderLine { sku } } } }';

export function setAside(
  service: OrdersService,
  bought: Bought,
  units: UnitsBySku,
  more: { readonly as?: Request; readonly input?: object } = {},
) {
  return mutate(service, {
    name: 'fulfillmentCreate',
    input: {
      orderId: bought.orderId,
      locationId: 'loc_1',
      carrier: 'Post',
      lines: toLines(bought, units),
      ...more.input,
    },
    entity: ORDER,
    ...(more.as !== undefined && { as: more.as }),
  });
}

export function move(
  service: OrdersService,
  fulfillmentId: string,
  status: string,
  more: { readonly as?: Request; readonly input?: object } = {},
) {
  return mutate(service, {
    name: 'fulfillmentUpdate',
    input: { fulfillmentId, status, ...more.input },
    entity: 'order { status fulfillments { id status trackingNumber shippedAt deliveredAt } }',
    ...(more.as !== undefined && { as: more.as }),
  });
}

/** Sets units aside and brings them so far. */
export async function send(
  service: OrdersService,
  bought: Bought,
  { units, upTo }: { readonly units: UnitsBySku; readonly upTo: 'SHIPPED' | 'DELIVERED' },
): Promise<string> {
  const { order } = await setAside(service, bought, units);
  const { id } = order.fulfillments.at(-1);
  await move(service, id, 'SHIPPED');
  if (upTo === 'DELIVERED') {
    await move(service, id, 'DELIVERED');
  }
  return id;
}

export const GUEST = { customerId: null } as const;

export function cancel(
  service: OrdersService,
  orderId: string,
  more: { readonly as?: Request; readonly input?: object } = {},
) {
  return mutate(service, {
    name: 'orderCancel',
    input: { orderId, reason: 'Bought twice.', ...more.input },
    entity:
      'order { id status cancellable cancelReason fulfillments { status } timeline { kind message } }',
    as: more.as ?? asCustomer(),
  });
}

const RETURN =
  'return { id rmaNumber status note createdAt refund { amount currency } order { id status } lines { quantity orderLine { sku } reason { code label } } }';

export function requestReturn(
  service: OrdersService,
  bought: Bought,
  units: UnitsBySku,
  more: { readonly as?: Request; readonly input?: object } = {},
) {
  return mutate(service, {
    name: 'returnRequest',
    input: {
      orderId: bought.orderId,
      lines: toLines(bought, units).map((line) => ({ ...line, reasonCode: 'DEFECTIVE' })),
      ...more.input,
    },
    entity: RETURN,
    as: more.as ?? asCustomer(),
  });
}

export function decide(
  service: OrdersService,
  returnId: string,
  decision: string,
  more: { readonly as?: Request; readonly input?: object } = {},
) {
  return mutate(service, {
    name: 'returnDecide',
    input: { returnId, decision, ...more.input },
    entity: RETURN,
    ...(more.as !== undefined && { as: more.as }),
  });
}

/** A return that staff have yet to decide, of an order all of which was delivered. */
export async function buyAndReturn(service: OrdersService, units: UnitsBySku) {
  const bought = await buy(service);
  await send(service, bought, { units: { A: 3, B: 1 }, upTo: 'DELIVERED' });
  const returned = await requestReturn(service, bought, units);
  return { bought, returnId: returned.return.id as string };
}

/** What payments tells about an order. */
export function tellPayment(
  service: OrdersService,
  {
    name,
    orderId,
    more = {},
  }: { readonly name: string; readonly orderId: string; readonly more?: object },
) {
  const data = {
    paymentIntentId: 'pi_1',
    checkoutId: 'chk_1',
    orderId,
    amount: 1700,
    currency: 'USD',
  };
  return service.receive('payments', [
    { type: `payments.payment.${name}`, key: orderId, data: { ...data, ...more } },
  ]);
}

/** The latest event of this type. */
export async function findTold(service: OrdersService, type: string): Promise<object | undefined> {
  return (await service.published()).findLast((event) => event.type === type)?.data;
}
