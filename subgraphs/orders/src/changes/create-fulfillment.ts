import type { Transaction } from '@supergraph/kit/database';
import { notFoundError, validationError } from '@supergraph/kit/user-errors';
import type { z } from 'zod';

import { insertFulfillment } from '#src/data/fulfillments.ts';
import { type OrderState, findOrderState } from '#src/order-state.ts';
import type { Units } from '#src/representations.ts';
import type { fulfillmentCreateInput } from '#src/rules/change-input.ts';
import { NEXT_OF_ORDER } from '#src/rules/order-status.ts';
import { countUnassigned, sumUnits } from '#src/rules/units.ts';
import type { FulfillmentRow } from '#src/tables.ts';
import { tellStep } from '#src/timeline.ts';
import { type ChangeError, illegalStateError } from '#src/user-errors.ts';

import { type ChangeOutcome, type Changing, refuse } from './change.ts';

/** Sets units aside that no fulfilment has yet. All lines or none. */
export async function createFulfillment(
  tx: Transaction,
  { orderId, lines, locationId, carrier }: z.output<typeof fulfillmentCreateInput>,
  { deps }: Changing,
): Promise<ChangeOutcome> {
  const state = await findOrderState(tx, orderId);
  if (state === undefined) {
    return refuse(notFoundError(`There is no order "${orderId}".`, ['orderId']));
  }
  const closed = refuseClosed(state);
  if (closed !== undefined) {
    return refuse(closed);
  }
  const errors = refuseUnits(state, lines);
  if (errors.length > 0) {
    return refuse(...errors);
  }
  await addFulfillment(tx, lines, {
    id: deps.newId('ful'),
    orderId,
    locationId,
    shipmentId: null,
    carrier,
    trackingNumber: null,
    createdAt: deps.now(),
  });
  return { status: 'done', id: orderId };
}

/** Writes a fulfilment down that is still to be packed. */
export async function addFulfillment(
  tx: Transaction,
  lines: readonly Units[],
  row: Omit<FulfillmentRow, 'status' | 'shippedAt' | 'deliveredAt'>,
): Promise<void> {
  const { orderId, createdAt: at } = row;
  await insertFulfillment(
    tx,
    { ...row, status: 'PENDING', shippedAt: null, deliveredAt: null },
    lines.map(({ orderLineId, quantity }) => ({ orderLineId, quantity })),
  );
  await tellStep(tx, { orderId, status: 'PENDING', units: sumUnits(lines), at });
}

/** Nothing is sent before the checkout has ended, or once the order was cancelled. */
export function refuseClosed({ order }: Pick<OrderState, 'order'>): ChangeError | undefined {
  const { status, settledAt } = order;
  if (status === 'CANCELLED') {
    return illegalStateError('The order was cancelled: nothing of it can be sent.', {
      path: ['orderId'],
      state: status,
      allowed: NEXT_OF_ORDER[status],
    });
  }
  return settledAt === null
    ? illegalStateError('The checkout of the order has not ended. It can be sent after that.', {
        path: ['orderId'],
        state: status,
        allowed: [],
      })
    : undefined;
}

function refuseUnits(
  { lines, fulfillments }: OrderState,
  wanted: readonly Units[],
): readonly ChangeError[] {
  const unassigned = countUnassigned(lines, fulfillments);
  return wanted.flatMap(({ orderLineId, quantity }, at): ChangeError[] => {
    const left = unassigned.get(orderLineId);
    if (left === undefined) {
      const message = `The order has no line "${orderLineId}".`;
      return [notFoundError(message, ['lines', at, 'orderLineId'])];
    }
    const message = `${left} units of the line "${orderLineId}" are in no fulfilment yet, not ${quantity}.`;
    return quantity > left ? [validationError(message, ['lines', at, 'quantity'])] : [];
  });
}
