import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { confirmPayment } from '#src/saga/confirm-payment.ts';

const authorized = z.object({ attempt: z.string() });
const declined = authorized.extend({
  declineCode: z.string().nullish(),
  retryable: z.boolean().optional(),
});

/** Follows payments, to go on with checkouts whose shopper had to confirm. */
export const payments = defineConsumer({
  name: 'cart.payments',
  producer: 'payments',
  topic: 'payments',
  compatibilityVersion: 1,
  handlers: {
    'payments.payment.authorized': on(authorized, async (tx, { data, at }) =>
      confirmPayment(tx, { attempt: data.attempt, outcome: { status: 'AUTHORIZED' }, at }),
    ),
    'payments.payment.declined': on(declined, async (tx, { data, at }) =>
      confirmPayment(tx, {
        attempt: data.attempt,
        outcome: {
          status: 'DECLINED',
          declineCode: data.declineCode ?? null,
          retryable: data.retryable ?? false,
        },
        at,
      }),
    ),
  },
});
