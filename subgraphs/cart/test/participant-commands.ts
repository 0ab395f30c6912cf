import { createHash, randomUUID } from 'node:crypto';

/** What JSON holds. */
export type Input = ReturnType<typeof JSON.parse>;

/** What the other services know when all is over. */
export interface World {
  /** Units left by variant. */
  readonly stock: Map<string, number>;
  readonly holds: Map<string, { variantId: string; quantity: number }[]>;
  readonly committed: Map<string, string>;
  readonly vouchers: Map<string, 'HELD' | 'USED'>;
  readonly payments: Map<
    string,
    { id: string; status: 'REQUIRES_ACTION' | 'AUTHORIZED' | 'CAPTURED' | 'VOIDED'; amount: number }
  >;
  readonly orders: Map<string, string>;
  /** Unit price of everything. */
  price: number;
  /** Of every delivery. */
  freight: number;
}

/** What each command of the services that take part does, by its contract. */
export const COMMANDS: Readonly<Record<string, (world: World, input: Input) => object>> = {
  'pricing.quote': quote,
  'pricing.redeem': (world, { reference }) => {
    world.vouchers.set(reference, 'HELD');
    return { status: 'HELD', redemptions: [] };
  },
  'pricing.release': (world, { reference }) => {
    world.vouchers.delete(reference);
    return { status: 'RELEASED', count: 1 };
  },
  'pricing.confirm': (world, { reference }) => {
    world.vouchers.set(reference, 'USED');
    return { status: 'USED', count: 1 };
  },
  'inventory.reserve': reserve,
  'inventory.extend': (world, { checkoutId }) =>
    world.holds.has(checkoutId)
      ? { status: 'HELD' }
      : { status: 'REFUSED', code: 'NOT_FOUND', message: 'never held' },
  'inventory.release': (world, { checkoutId }) => {
    giveBack(world, checkoutId);
    return { status: 'RELEASED' };
  },
  'inventory.commit': (world, { checkoutId, orderId }) => {
    world.holds.delete(checkoutId);
    world.committed.set(checkoutId, orderId);
    return { status: 'COMMITTED', reservationId: `res_${checkoutId}` };
  },
  'payments.authorize': authorize,
  'payments.capture': (world, { checkoutId }) => {
    const payment = world.payments.get(checkoutId);
    if (payment?.status !== 'AUTHORIZED') {
      return { status: 'REFUSED', code: 'ILLEGAL_STATE', message: 'not authorised' };
    }
    payment.status = 'CAPTURED';
    return { status: 'CAPTURED', paymentIntentId: payment.id, captured: payment.amount };
  },
  'payments.void': (world, { checkoutId }) => {
    const payment = world.payments.get(checkoutId);
    if (payment !== undefined) {
      payment.status = 'VOIDED';
    }
    return { status: 'VOIDED' };
  },
  'orders.place': (world, { checkoutId }) => {
    const orderId = world.orders.get(checkoutId) ?? `ord_${randomUUID()}`;
    world.orders.set(checkoutId, orderId);
    return { status: 'PLACED', orderId, number: 'ABCD2345' };
  },
  'erp.freightQuote': ({ freight }, { currencyCode, countryCode }) =>
    countryCode === 'AQ'
      ? { status: 'REFUSED', code: 'NOT_DELIVERABLE', message: 'Nothing goes to AQ.' }
      : {
          status: 'QUOTED',
          provenance: { source: 'LIVE', asOf: '2026-06-15T12:00:00.000Z' },
          options: [
            {
              id: 'ship_post_standard',
              carrier: 'Post',
              service: 'Standard',
              amount: freight,
              currency: currencyCode,
              earliestDelivery: null,
              latestDelivery: null,
            },
          ],
        },
};

function quote({ price }: World, { cart }: Input): object {
  const shipping = cart.shippingPrice?.amount ?? null;
  const lines = cart.lines.map((line: Input) => ({
    lineId: line.id,
    unitPrice: price,
    subtotal: price * line.quantity,
    discount: 0,
    prorated: 0,
    tax: 0,
    total: price * line.quantity,
  }));
  const subtotal = lines.reduce((sum: number, line: Input) => sum + line.total, 0);
  const body = {
    currency: cart.currencyCode,
    subtotal,
    discountTotal: 0,
    shipping,
    tax: 0,
    taxIncluded: true,
    total: subtotal + (shipping ?? 0),
    lines,
    unpricedLineIds: [],
    discounts: [],
  };
  const quoteHash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  return { ...body, quoteHash, expiresAt: Date.parse('2027-01-01') };
}

function reserve(world: World, { checkoutId, lines }: Input): object {
  const own = world.holds.get(checkoutId) ?? [];
  giveBack(world, checkoutId);
  const short = lines.filter(
    (line: Input) => (world.stock.get(line.variantId) ?? Infinity) < line.quantity,
  );
  const taken = short.length > 0 ? own : lines;
  for (const { variantId, quantity } of taken) {
    world.stock.set(variantId, (world.stock.get(variantId) ?? Infinity) - quantity);
  }
  if (taken.length > 0) {
    world.holds.set(checkoutId, taken);
  }
  return short.length === 0
    ? { status: 'HELD', reservationId: `res_${checkoutId}`, items: [] }
    : {
        status: 'REFUSED',
        code: 'INSUFFICIENT_STOCK',
        message: 'too little',
        lines: short.map((line: Input) => ({
          variantId: line.variantId,
          requested: line.quantity,
          available: world.stock.get(line.variantId),
        })),
      };
}

function giveBack(world: World, checkoutId: string): void {
  for (const { variantId, quantity } of world.holds.get(checkoutId) ?? []) {
    world.stock.set(variantId, (world.stock.get(variantId) ?? 0) + quantity);
  }
  world.holds.delete(checkoutId);
}

function authorize(world: World, { checkoutId, amount, paymentToken }: Input): object {
  const id = `pi_${checkoutId}`;
  if (paymentToken === 'tok_declined' || paymentToken === 'tok_insufficient_funds') {
    return {
      status: 'REFUSED',
      code: 'PAYMENT_DECLINED',
      message: 'The card was declined.',
      declineCode: paymentToken.slice(4),
      retryable: paymentToken === 'tok_insufficient_funds',
      paymentIntentId: id,
    };
  }
  const status = paymentToken === 'tok_3ds' ? 'REQUIRES_ACTION' : 'AUTHORIZED';
  world.payments.set(checkoutId, { id, status, amount });
  return { status, paymentIntentId: id, actionUrl: `https://pay.example/${id}` };
}
