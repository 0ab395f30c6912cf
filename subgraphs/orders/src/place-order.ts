import type { Transaction } from '@supergraph/kit/database';

import type { PlaceInput } from '#src/commands/place-input.ts';
import type { Deps } from '#src/context.ts';
import { addEvent, insertLines } from '#src/data/order-parts.ts';
import { findOrdersByNumber, insertOrder } from '#src/data/orders.ts';
import { isErased } from '#src/data/personal-data.ts';
import { findFreeNumber } from '#src/rules/order-number.ts';
import type { LineRow, OrderRow } from '#src/tables.ts';

interface Placing {
  readonly deps: Deps;
  readonly correlationId: string;
}

/** Writes an order down with its lines, and tells others. */
export async function placeOrder(
  tx: Transaction,
  input: PlaceInput,
  { deps, correlationId }: Placing,
): Promise<OrderRow> {
  const { now, newId, publish } = deps;
  const isForgotten = input.customerId !== null && (await isErased(tx, input.customerId));
  const order = buildOrder(isForgotten ? { ...input, ...NOBODY } : input, {
    id: newId('ord'),
    number: await findFreeNumber(
      newId,
      async (number) => (await findOrdersByNumber(tx, [number])).length > 0,
    ),
    placedAt: now(),
  });
  const lines = input.lines.map((line, position): LineRow => ({
    ...line,
    id: newId('oli'),
    orderId: order.id,
    position,
    productId: line.productId ?? null,
    options: line.options ?? null,
    imageUrl: line.imageUrl ?? null,
    currency: order.currency,
  }));
  await insertOrder(tx, order);
  await insertLines(tx, lines);
  await addEvent(tx, {
    orderId: order.id,
    kind: 'PLACED',
    message: 'The order was placed.',
    at: order.placedAt,
  });
  await publish(tx, {
    type: 'orders.order.placed',
    key: order.id,
    data: describePlaced(order, lines),
    cause: { correlationId },
  });
  return order;
}

/** Of a customer who was erased while the order was on its way. */
const NOBODY = {
  customerId: null,
  email: null,
  shippingAddress: null,
  billingAddress: null,
} as const;

function buildOrder(
  input: Omit<PlaceInput, 'email'> & Pick<OrderRow, 'email'>,
  given: Pick<OrderRow, 'id' | 'number' | 'placedAt'>,
): OrderRow {
  const { countryCode, currencyCode, lines: _, ...rest } = input;
  return {
    ...rest,
    ...given,
    country: countryCode,
    currency: currencyCode,
    status: 'CONFIRMED',
    settledAt: null,
    cancelReason: null,
  };
}

function describePlaced(order: OrderRow, lines: readonly LineRow[]) {
  return {
    orderId: order.id,
    checkoutId: order.checkoutId,
    customerId: order.customerId,
    countryCode: order.country,
    currency: order.currency,
    total: order.total,
    lines: lines.map(({ id, variantId, productId, sku, quantity, total }) => ({
      orderLineId: id,
      variantId,
      productId,
      sku,
      quantity,
      total,
    })),
  };
}
