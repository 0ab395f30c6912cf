import type { Transaction } from '@supergraph/kit/database';
import { notFoundError } from '@supergraph/kit/user-errors';
import type { z } from 'zod';

import { updateFulfillment } from '#src/data/fulfillments.ts';
import { addEvent } from '#src/data/order-parts.ts';
import { updateOrder } from '#src/data/orders.ts';
import { findOrderState } from '#src/order-state.ts';
import type { orderCancelInput } from '#src/rules/change-input.ts';
import { NEXT_OF_ORDER, findCancelHindrance } from '#src/rules/order-status.ts';
import { countLeft } from '#src/rules/refund-share.ts';
import { sumUnits } from '#src/rules/units.ts';
import { tellStep } from '#src/timeline.ts';
import { illegalStateError } from '#src/user-errors.ts';

import { type ChangeOutcome, type Changing, refuse } from './change.ts';

/** Cancels an order of which nothing has left: what was set aside is not sent, others may have it, and the money goes back. */
export async function cancelOrder(
  tx: Transaction,
  { orderId, reason }: z.output<typeof orderCancelInput>,
  { deps, correlationId }: Changing,
): Promise<ChangeOutcome> {
  const state = await findOrderState(tx, orderId);
  if (state === undefined) {
    return refuse(notFoundError(`There is no order "${orderId}".`, ['orderId']));
  }
  const { order, lines, fulfillments } = state;
  const hindrance = findCancelHindrance(order);
  if (hindrance !== undefined) {
    const allowed = order.status === 'CONFIRMED' ? [] : NEXT_OF_ORDER[order.status];
    return refuse(
      illegalStateError(hindrance, { path: ['orderId'], state: order.status, allowed }),
    );
  }
  const at = deps.now();
  for (const parcel of fulfillments.filter(({ status }) => status !== 'CANCELLED')) {
    await updateFulfillment(tx, parcel.id, { status: 'CANCELLED' });
    await tellStep(tx, { orderId, status: 'CANCELLED', units: sumUnits(parcel.lines), at });
  }
  await updateOrder(tx, orderId, { status: 'CANCELLED', cancelReason: reason });
  await addEvent(tx, { orderId, kind: 'CANCELLED', message: 'The order was cancelled.', at });
  await deps.publish(tx, {
    type: 'orders.order.cancelled',
    key: orderId,
    data: {
      orderId,
      checkoutId: order.checkoutId,
      customerId: order.customerId,
      refundAmount: countLeft(state),
      currency: order.currency,
      lines: lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
    },
    cause: { correlationId },
  });
  return { status: 'done', id: orderId };
}
