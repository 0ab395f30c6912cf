import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { addEvent } from '#src/data/order-parts.ts';
import { findOrder, updateOrder } from '#src/data/orders.ts';

const completed = z.object({ orderId: z.string().nullable() });

/** Follows cart, to know when the checkout of an order has ended: from then on it may be changed. */
export const checkouts = defineConsumer({
  name: 'orders.checkouts',
  producer: 'cart',
  topic: 'cart',
  compatibilityVersion: 1,
  handlers: {
    'cart.checkout.completed': on(completed, async (tx, { data, at }) => {
      const order = data.orderId === null ? undefined : await findOrder(tx, data.orderId);
      if (order !== undefined && order.settledAt === null) {
        await updateOrder(tx, order.id, { settledAt: at });
        const message = 'Stock was committed, and the payment asked for.';
        await addEvent(tx, { orderId: order.id, kind: 'SETTLED', message, at });
      }
    }),
  },
});
