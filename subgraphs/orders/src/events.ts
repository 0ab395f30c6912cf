import { defineEvents } from '@supergraph/kit/events';
import { z } from 'zod';

const units = z.strictObject({
  orderLineId: z.string(),
  variantId: z.string(),
  quantity: z.int(),
});
const parcel = z.strictObject({
  orderId: z.string(),
  fulfillmentId: z.string(),
  customerId: z.string().nullable(),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  lines: z.array(units),
});
const ofReturn = z.strictObject({
  orderId: z.string(),
  returnId: z.string(),
  customerId: z.string().nullable(),
  lines: z.array(units),
});
const stock = z.array(z.strictObject({ variantId: z.string(), quantity: z.int() }));

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
  'orders.fulfillment.cancelled': {
    purpose:
      'Staff decided that some units are not to be sent in this parcel; `shipmentId` is what erp booked for it, if it did.',
    schema: parcel.extend({ shipmentId: z.string().nullable() }),
    featureVersion: 1,
    compatibilityVersion: 1,
  },
  'orders.order.cancelled': {
    purpose:
      'An order is not to be sent any more. `refundAmount` of what was charged is to be paid back, in minor units; `lines` are to be sold to others.',
    schema: z.strictObject({
      orderId: z.string(),
      checkoutId: z.string(),
      customerId: z.string().nullable(),
      refundAmount: z.int().min(0),
      currency: z.string(),
      lines: stock,
    }),
    featureVersion: 1,
    compatibilityVersion: 1,
  },
  'orders.return.requested': {
    purpose: 'Some units of an order are to come back; staff have to decide.',
    schema: ofReturn.extend({ lines: z.array(units.extend({ reasonCode: z.string() })) }),
    featureVersion: 1,
    compatibilityVersion: 1,
  },
  'orders.return.decided': {
    purpose:
      'Staff took a return or not. When it is APPROVED, `refundAmount` is to be paid back, in minor units, under the reference `returnId`.',
    schema: ofReturn.extend({
      decision: z.enum(['APPROVED', 'REJECTED']),
      refundAmount: z.int().min(0).nullable(),
      currency: z.string(),
    }),
    featureVersion: 1,
    compatibilityVersion: 1,
  },
  'orders.return.received': {
    purpose: 'Units of a return have come back, and can be sold to others.',
    schema: z.strictObject({ orderId: z.string(), returnId: z.string(), lines: stock }),
    featureVersion: 1,
    compatibilityVersion: 1,
  },
});
