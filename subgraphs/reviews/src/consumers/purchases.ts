import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { isErased } from '#src/data/erased.ts';
import { deletePurchasesOfOrder, savePurchase } from '#src/data/known.ts';

const placed = z.object({
  orderId: z.string(),
  customerId: z.string().nullable(),
  lines: z.array(z.object({ productId: z.string().nullable() })),
});

/** Follows orders, to know who ordered what, and did not cancel it. */
export const purchases = defineConsumer({
  name: 'reviews.purchases',
  producer: 'orders',
  topic: 'orders',
  compatibilityVersion: 1,
  // Reviews are written where nobody can order yet, too.
  isOptional: true,
  handlers: {
    'orders.order.placed': on(placed, async (tx, { data: { orderId, customerId, lines }, at }) => {
      if (customerId === null || (await isErased(tx, customerId))) {
        return;
      }
      for (const { productId } of lines) {
        if (productId !== null) {
          await savePurchase(tx, { customerId, itemId: productId, orderId, at });
        }
      }
    }),
    'orders.order.cancelled': on(z.object({ orderId: z.string() }), async (tx, { data }) =>
      deletePurchasesOfOrder(tx, data.orderId),
    ),
  },
});
