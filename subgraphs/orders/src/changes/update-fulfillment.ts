import type { Transaction } from '@supergraph/kit/database';
import { notFoundError } from '@supergraph/kit/user-errors';
import type { z } from 'zod';

import { findFulfillments, updateFulfillment } from '#src/data/fulfillments.ts';
import { describeUnits } from '#src/describe-units.ts';
import { type OrderState, getOrderState, settleStatus } from '#src/order-state.ts';
import type { Parcel } from '#src/representations.ts';
import type { fulfillmentUpdateInput } from '#src/rules/change-input.ts';
import { type FulfillmentStatus, NEXT_OF_FULFILLMENT } from '#src/rules/order-status.ts';
import { sumUnits } from '#src/rules/units.ts';
import type { FulfillmentRow } from '#src/tables.ts';
import { tellStep } from '#src/timeline.ts';
import { illegalStateError } from '#src/user-errors.ts';

import { type ChangeOutcome, type Changing, refuse } from './change.ts';
import { refuseClosed } from './create-fulfillment.ts';

type Update = z.output<typeof fulfillmentUpdateInput>;

/** Says how far a fulfilment is. The status it has may be said again, with another tracking number. */
export async function moveFulfillment(
  tx: Transaction,
  { fulfillmentId, status, trackingNumber }: Update,
  changing: Changing,
): Promise<ChangeOutcome> {
  const [found] = await findFulfillments(tx, [fulfillmentId]);
  if (found === undefined) {
    return refuse(notFoundError(`There is no fulfilment "${fulfillmentId}".`, ['fulfillmentId']));
  }
  const state = await getOrderState(tx, found.orderId);
  const closed = status === 'SHIPPED' ? refuseClosed(state) : undefined;
  if (closed !== undefined) {
    return refuse({ ...closed, path: ['status'] });
  }
  const next = NEXT_OF_FULFILLMENT[found.status];
  const isFinal = next.length === 0;
  if (isFinal || (status !== found.status && !next.includes(status))) {
    const message = `A fulfilment that is ${found.status} cannot become ${status}.`;
    return refuse(
      illegalStateError(message, { path: ['status'], state: found.status, allowed: next }),
    );
  }
  await applyStatus(tx, found, {
    status,
    trackingNumber: trackingNumber ?? found.trackingNumber,
    state,
    changing,
  });
  return { status: 'done', id: found.orderId };
}

interface Step {
  readonly status: FulfillmentStatus;
  readonly trackingNumber: string | null;
  readonly state: Pick<OrderState, 'order' | 'lines'>;
  readonly changing: Changing;
}

async function applyStatus(
  tx: Transaction,
  found: Parcel,
  { status, trackingNumber, state, changing }: Step,
): Promise<void> {
  const at = changing.deps.now();
  const changes: Partial<FulfillmentRow> = {
    status,
    trackingNumber,
    ...(status === 'SHIPPED' && { shippedAt: found.shippedAt ?? at }),
    ...(status === 'DELIVERED' && { deliveredAt: at }),
  };
  await updateFulfillment(tx, found.id, changes);
  if (status === found.status) {
    return;
  }
  await tellStep(tx, { orderId: found.orderId, status, units: sumUnits(found.lines), at });
  await settleStatus(tx, found.orderId);
  const type = EVENT_OF[status];
  if (type !== undefined) {
    const { deps, correlationId } = changing;
    await deps.publish(tx, {
      type,
      key: found.orderId,
      data: {
        ...describeParcel({ ...found, ...changes }, state),
        ...(status === 'CANCELLED' && { shipmentId: found.shipmentId }),
      },
      cause: { correlationId },
    });
  }
}

const EVENT_OF: Partial<Record<FulfillmentStatus, string>> = {
  SHIPPED: 'orders.fulfillment.shipped',
  DELIVERED: 'orders.fulfillment.delivered',
  CANCELLED: 'orders.fulfillment.cancelled',
};

function describeParcel(
  { id, orderId, carrier, trackingNumber, lines }: Parcel,
  { order, lines: bought }: Step['state'],
) {
  return {
    orderId,
    fulfillmentId: id,
    customerId: order.customerId,
    carrier,
    trackingNumber,
    lines: describeUnits(lines, bought),
  };
}
