import { defineEvents } from '@supergraph/kit/events';
import { z } from 'zod';

const version = { featureVersion: 1, compatibilityVersion: 1 };

/** What erp tells the other services. */
export const events = defineEvents('erp', {
  'erp.shipment.booked': {
    purpose: 'A carrier will fetch these units of an order. Sent once for each order.',
    schema: z.strictObject({
      orderId: z.string(),
      shipmentId: z.string(),
      carrier: z.string(),
      trackingNumber: z.string(),
      lines: z.array(z.strictObject({ orderLineId: z.string(), quantity: z.int() })),
    }),
    ...version,
  },
  'erp.shipment.cancelled': {
    purpose: 'A shipment that was booked does not go, since it was not wanted any more.',
    schema: z.strictObject({ orderId: z.string(), shipmentId: z.string() }),
    ...version,
  },
  'erp.shipment.cancel_refused': {
    purpose:
      'The ERP does not cancel a shipment; `code` is its own word for why. Sent once; it is asked again now and then.',
    schema: z.strictObject({ orderId: z.string(), shipmentId: z.string(), code: z.string() }),
    ...version,
  },
  'erp.shipment.refused': {
    purpose: 'The ERP can never book a shipment of this order; `code` is its own word for why.',
    schema: z.strictObject({ orderId: z.string(), code: z.string() }),
    ...version,
  },
});
