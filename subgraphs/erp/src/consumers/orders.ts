import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import type { Deps } from '#src/context.ts';
import { addShipment, findShipment, requestCancel } from '#src/data/shipments.ts';

const placed = z.object({
  orderId: z.string(),
  lines: z.array(z.object({ orderLineId: z.string(), quantity: z.int().min(1) })),
});

const parcelCancelled = z.object({ orderId: z.string(), shipmentId: z.string().nullable() });

/** Has every order be sent, and cancels that when the order, or its parcel, is. The ERP is asked by a job: no transaction may wait for it. */
export const createOrdersConsumer = ({ now, newId }: Pick<Deps, 'now' | 'newId'>) =>
  defineConsumer({
    name: 'erp.orders',
    producer: 'orders',
    topic: 'orders',
    compatibilityVersion: 1,
    isOptional: true,
    handlers: {
      'orders.order.placed': on(placed, async (tx, { data, id, correlationId }) =>
        addShipment(tx, {
          orderId: data.orderId,
          id: newId('shp'),
          lines: data.lines.map(({ orderLineId, quantity }) => ({ orderLineId, quantity })),
          correlationId,
          causationId: id,
          createdAt: now(),
        }),
      ),
      'orders.order.cancelled': on(z.object({ orderId: z.string() }), async (tx, { data }) =>
        requestCancel(tx, data.orderId, now()),
      ),
      'orders.fulfillment.cancelled': on(parcelCancelled, async (tx, { data }) => {
        const shipment = await findShipment(tx, data.orderId);
        if (shipment !== undefined && shipment.id === data.shipmentId) {
          await requestCancel(tx, data.orderId, now());
        }
      }),
    },
  });
