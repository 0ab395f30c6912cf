import { defineConsumer } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { tell } from '#src/join-timeline.ts';

const ofOrder = z.object({ orderId: z.string() });
const shipment = ofOrder.extend({ shipmentId: z.string() });

/** Follows erp: what becomes of shipments. */
export const shipments = defineConsumer({
  name: 'support.shipments',
  producer: 'erp',
  topic: 'erp',
  compatibilityVersion: 1,
  isOptional: true,
  handlers: {
    'erp.shipment.booked': tell(
      'SHIPMENT_BOOKED',
      shipment.extend({ carrier: z.string(), trackingNumber: z.string() }),
      ({ carrier, trackingNumber, shipmentId }) => ({
        summary: `${carrier} will fetch a parcel, ${trackingNumber}.`,
        refId: shipmentId,
      }),
    ),
    'erp.shipment.cancelled': tell('SHIPMENT_CANCELLED', shipment, ({ orderId, shipmentId }) => ({
      summary: `A parcel of the order "${orderId}" does not go.`,
      refId: shipmentId,
    })),
    'erp.shipment.refused': tell(
      'SHIPMENT_REFUSED',
      ofOrder.extend({ code: z.string() }),
      ({ orderId, code }) => ({
        summary: `No parcel of the order "${orderId}" can be booked: ${code}.`,
        refId: orderId,
      }),
    ),
  },
});
