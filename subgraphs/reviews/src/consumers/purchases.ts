import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { savePurchase } from '#src/data/known.ts';

const placed = z.object({
  customerId: z.string().nullable(),
  lines: z.array(z.object({ productId: z.string().nullable() })),
});

/** Follows orders, to know who ordered what. */
export const purchases = defineConsumer({
  name: 'reviews.purchases',
  producer: 'orders',
  topic: 'orders',
  compatibilityVersion: 1,
  // Reviews are written where nobody can order yet, too.
  isOptional: true,
  handlers: {
    'orders.order.placed': on(placed, async (tx, { data: { customerId, lines }, at }) => {
      for (const { productId } of lines) {
        if (customerId !== null && productId !== null) {
          await savePurchase(tx, { customerId, itemId: productId, at });
        }
      }
    }),
  },
});
