import { defineEvents } from '@supergraph/kit/events';
import { z } from 'zod';

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
});
