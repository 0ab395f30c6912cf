import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { isErased } from '#src/data/personal-data.ts';
import { joinEntries } from '#src/data/timeline.ts';
import { addToTimeline, tell } from '#src/join-timeline.ts';

const merged = z.object({ cartId: z.string(), customerId: z.string(), strategy: z.string() });
const failed = z.object({
  checkoutId: z.string(),
  customerId: z.string().nullable(),
  reason: z.string(),
});

/** Follows cart: what becomes of carts and checkouts. */
export const carts = defineConsumer({
  name: 'support.carts',
  producer: 'cart',
  topic: 'cart',
  compatibilityVersion: 1,
  isOptional: true,
  handlers: {
    'cart.merged': tell('CART_MERGED', merged, ({ cartId, strategy }) => ({
      summary: `A cart was taken over at sign-in, ${strategy}.`,
      refId: cartId,
    })),
    'cart.checkout.failed': on(failed, async (tx, event) => {
      const { checkoutId, customerId, reason } = event.data;
      if (customerId !== null && !(await isErased(tx, customerId))) {
        // What happened to its payments is known by the checkout alone.
        await joinEntries(tx, { orderId: null, checkoutId, customerId });
        const summary = `A checkout ended without an order: ${reason}.`;
        await addToTimeline(tx, event, { kind: 'CHECKOUT_FAILED', summary, refId: checkoutId });
      }
    }),
  },
});
