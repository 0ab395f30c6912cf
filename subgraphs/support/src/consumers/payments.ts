import { type EventHandler, defineConsumer, on } from '@supergraph/kit/consumer';
import { toMoney } from '@supergraph/kit/money';
import { z } from 'zod';

import type { Deps } from '#src/context.ts';
import { addToTimeline, tell } from '#src/join-timeline.ts';
import { openOrderTicket } from '#src/open-order-ticket.ts';

const payment = z.object({
  paymentIntentId: z.string(),
  checkoutId: z.string().nullish(),
  orderId: z.string().nullish(),
  amount: z.int(),
  currency: z.string(),
});
type Payment = z.output<typeof payment>;

/** Follows payments: what happens to them, and that somebody looks at what could not be taken. */
export const createPaymentsConsumer = (deps: Deps) =>
  defineConsumer({
    name: 'support.payments',
    producer: 'payments',
    topic: 'payments',
    compatibilityVersion: 1,
    isOptional: true,
    handlers: {
      'payments.payment.authorized': tellOf('PAYMENT_AUTHORIZED', 'were authorized'),
      'payments.payment.declined': tell(
        'PAYMENT_DECLINED',
        payment.extend({ declineCode: z.string().nullish() }),
        (data) => ({
          summary: `${describeAmount(data)} were declined: ${data.declineCode ?? 'no code'}.`,
          refId: data.paymentIntentId,
        }),
      ),
      'payments.payment.captured': tellOf('PAYMENT_CAPTURED', 'were charged'),
      'payments.payment.voided': tellOf('PAYMENT_VOIDED', 'were let go'),
      'payments.payment.refunded': tellOf('PAYMENT_REFUNDED', 'were paid back'),
      'payments.payment.refund_failed': tellOf('PAYMENT_REFUND_FAILED', 'could not be paid back'),
      'payments.payment.capture_failed': on(payment, async (tx, event) => {
        const { data, correlationId } = event;
        const summary = `${describeAmount(data)} could not be charged.`;
        const refId = data.paymentIntentId;
        await addToTimeline(tx, event, { kind: 'PAYMENT_CAPTURE_FAILED', summary, refId });
        const trouble = {
          ...data,
          origin: `capture failed: ${refId}`,
          category: 'PAYMENT',
          subject: 'The payment of an order failed',
          summary: `${summary} Payment "${refId}"`,
        } as const;
        await openOrderTicket(tx, trouble, { deps, correlationId });
      }),
    },
  });

function tellOf(kind: string, what: string): EventHandler {
  return tell(kind, payment, (data) => ({
    summary: `${describeAmount(data)} ${what}.`,
    refId: data.paymentIntentId,
  }));
}

function describeAmount({ amount, currency }: Payment): string {
  return `${toMoney(amount, currency).decimal} ${currency}`;
}
