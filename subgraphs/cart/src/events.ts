import { defineEvents } from '@supergraph/kit/events';
import { z } from 'zod';

const version1 = { featureVersion: 1, compatibilityVersion: 1 } as const;

const ended = {
  checkoutId: z.string(),
  cartId: z.string(),
  orderId: z.string().nullable(),
  customerId: z.string().nullable(),
  lines: z.array(
    z.strictObject({ variantId: z.string(), productId: z.string(), quantity: z.int() }),
  ),
};

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
    ...version1,
  },
  'cart.checkout.completed': {
    purpose:
      'An order was placed from the cart, its stock committed, its vouchers used, and its payment captured or announced as failed.',
    schema: z.strictObject(ended),
    ...version1,
  },
  'cart.checkout.failed': {
    purpose:
      'A checkout ended without an order: declined for good, given up or out of time. Everything it held is given back.',
    schema: z.strictObject({ ...ended, reason: z.string() }),
    ...version1,
  },
});
