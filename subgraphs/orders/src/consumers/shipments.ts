import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { addFulfillment } from '#src/changes/create-fulfillment.ts';
import type { Deps } from '#src/context.ts';
import {
  findFulfillmentOfShipment,
  findFulfillments,
  updateFulfillment,
} from '#src/data/fulfillments.ts';
import { findOrderState, settleStatus } from '#src/order-state.ts';
import type { Units } from '#src/representations.ts';
import { countUnassigned, sumUnits } from '#src/rules/units.ts';
import { tellStep } from '#src/timeline.ts';

const booked = z.object({
  orderId: z.string(),
  shipmentId: z.string(),
  carrier: z.string(),
  trackingNumber: z.string(),
  lines: z.array(z.object({ orderLineId: z.string(), quantity: z.int().min(1) })),
});
const cancelled = z.object({ shipmentId: z.string() });

/** Follows erp: what is booked there is to be packed here, unless staff set the units aside before. */
export const createShipmentsConsumer = ({ newId }: Deps) =>
  defineConsumer({
    name: 'orders.shipments',
    producer: 'erp',
    topic: 'erp',
    compatibilityVersion: 1,
    // Staff can send orders without it.
    isOptional: true,
    handlers: {
      'erp.shipment.booked': on(booked, async (tx, { data, at }) => {
        const { orderId, shipmentId, carrier, trackingNumber } = data;
        const state = await findOrderState(tx, orderId);
        const isKnown = (await findFulfillmentOfShipment(tx, shipmentId)) !== undefined;
        if (state === undefined || isKnown || state.order.status === 'CANCELLED') {
          return;
        }
        const unassigned = countUnassigned(state.lines, state.fulfillments);
        const lines = takeUnassigned(data.lines, unassigned);
        if (lines.length > 0) {
          await addFulfillment(tx, lines, {
            id: newId('ful'),
            orderId,
            locationId: null,
            shipmentId,
            carrier,
            trackingNumber,
            createdAt: at,
          });
        }
      }),
      'erp.shipment.cancelled': on(cancelled, async (tx, { data, at }) => {
        const row = await findFulfillmentOfShipment(tx, data.shipmentId);
        const isOpen = row?.status === 'PENDING' || row?.status === 'PICKING';
        if (row === undefined || !isOpen) {
          return;
        }
        const { id, orderId } = row;
        const [found] = await findFulfillments(tx, [id]);
        await updateFulfillment(tx, id, { status: 'CANCELLED' });
        const units = sumUnits(found?.lines ?? []);
        await tellStep(tx, { orderId, status: 'CANCELLED', units, at });
        await settleStatus(tx, orderId);
      }),
    },
  });

/** As many of the booked units as no fulfilment has, each line once. */
function takeUnassigned(lines: readonly Units[], unassigned: ReadonlyMap<string, number>): Units[] {
  const wanted = new Map<string, number>();
  for (const { orderLineId, quantity } of lines) {
    wanted.set(orderLineId, (wanted.get(orderLineId) ?? 0) + quantity);
  }
  return [...wanted]
    .map(([orderLineId, quantity]) => ({
      orderLineId,
      quantity: Math.min(quantity, unassigned.get(orderLineId) ?? 0),
    }))
    .filter(({ quantity }) => quantity > 0);
}
