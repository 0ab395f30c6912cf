import { defineEvents } from '@supergraph/kit/events';
import { z } from 'zod';

const payment = {
  paymentIntentId: z.string(),
  checkoutId: z.string(),
  orderId: z.string().nullable(),
  amount: z.int(),
  currency: z.string(),
};
const versions = { featureVersion: 1, compatibilityVersion: 1 } as const;
/** Of the command that began it: `<saga>:AUTHORIZE`. */
const attempt = z.string();

/** What payments tells the other services. Amounts are in minor units. */
export const events = defineEvents('payments', {
  'payments.payment.authorized': {
    purpose: 'The provider holds the amount. `attempt` is the Idempotency-Key that asked for it.',
    schema: z.strictObject({ ...payment, attempt }),
    ...versions,
  },
  'payments.payment.declined': {
    purpose: 'The provider refused an attempt; `retryable` when another method may do.',
    schema: z.strictObject({
      ...payment,
      attempt,
      declineCode: z.string().nullable(),
      retryable: z.boolean(),
    }),
    ...versions,
  },
  'payments.payment.captured': {
    purpose: 'The amount was taken.',
    schema: z.strictObject(payment),
    ...versions,
  },
  'payments.payment.capture_failed': {
    purpose: 'The amount of an order could not be taken in five tries: somebody has to look.',
    schema: z.strictObject(payment),
    ...versions,
  },
  'payments.payment.voided': {
    purpose: 'The amount is no longer held, and was never taken.',
    schema: z.strictObject({ ...payment, attempt }),
    ...versions,
  },
  'payments.payment.refunded': {
    purpose:
      'So much went back. `reference` is what it was for: an order, a return or a refund by staff.',
    schema: z.strictObject({
      ...payment,
      refundId: z.string(),
      reference: z.string(),
      refundedTotal: z.int(),
    }),
    ...versions,
  },
  'payments.payment.refund_failed': {
    purpose: 'The provider refused to send an amount back: somebody has to look.',
    schema: z.strictObject({ ...payment, refundId: z.string(), reference: z.string() }),
    ...versions,
  },
});
