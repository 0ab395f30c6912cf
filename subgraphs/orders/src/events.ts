import { defineEvents } from '@supergraph/kit/events';
import { z } from 'zod';

const parcel = z.strictObject({
  orderId: z.string(),
  fulfillmentId: z.string(),
  customerId: z.string().nullable(),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  lines: z.array(
    z.strictObject({ orderLineId: z.string(), variantId: z.string(), quantity: z.int() }),
  ),
});

/** What orders tells the other services. */
export const events = defineEvents('orders', {
  'orders.order.placed': {
    purpose: 'An order was placed. Amounts are in minor units of its currency.',
    schema: z.strictObject({
      orderId: z.string(),
      checkoutId: z.string(),
      customerId: z.string().nullable(),
      countryCode: z.string(),
      currency: z.string(),
      total: z.int(),
      lines: z.array(
        z.strictObject({
          orderLineId: z.string(),
          variantId: z.string(),
          productId: z.string().nullable(),
          sku: z.string(),
          quantity: z.int(),
          total: z.int(),
        }),
      ),
    }),
    featureVersion: 1,
    compatibilityVersion: 1,
  },
  'orders.fulfillment.shipped': {
    purpose: 'Some units of an order are on their way.',
    schema: parcel,
    featureVersion: 1,
    compatibilityVersion: 1,
  },
  'orders.fulfillment.delivered': {
    purpose: 'Some units of an order have arrived: who ordered them has them.',
    schema: parcel,
    featureVersion: 1,
    compatibilityVersion: 1,
  },
});
