import { defineEvents } from '@supergraph/kit/events';
import { z } from 'zod';

/** What cart tells the other services. */
export const events = defineEvents('cart', {
  'cart.merged': {
    purpose:
      'A customer took over an anonymous cart. cartId and guestCartId are the same when the customer had none.',
    schema: z.strictObject({
      cartId: z.string(),
      guestCartId: z.string(),
      customerId: z.string(),
      strategy: z.enum(['SUM', 'MAX', 'GUEST_WINS', 'ACCOUNT_WINS']),
    }),
    featureVersion: 1,
    compatibilityVersion: 1,
  },
});
