import { defineConsumer, on } from '@supergraph/kit/consumer';
import type { Transaction } from '@supergraph/kit/database';
import { z } from 'zod';

import type { Deps } from '#src/context.ts';
import { findAttempt, putAttempt } from '#src/data/attempts.ts';
import { findIntentsOfOrders } from '#src/data/intents.ts';
import { type RefundInput, acceptRefund, refundIfTaken } from '#src/work/refund.ts';

const cancelled = z.object({ orderId: z.string(), refundAmount: z.int() });
const decided = z.object({
  orderId: z.string(),
  returnId: z.string(),
  decision: z.string(),
  refundAmount: z.int().nullable(),
});

/** Follows orders, to send back what is not to be paid after all. */
export const createOrdersConsumer = (deps: Deps) =>
  defineConsumer({
    name: 'payments.orders',
    producer: 'orders',
    topic: 'orders',
    compatibilityVersion: 1,
    handlers: {
      'orders.order.cancelled': on(cancelled, async (tx, { data, correlationId }) => {
        const { orderId, refundAmount: amount } = data;
        const refund = { orderId, amount, reference: orderId, reason: 'The order was cancelled.' };
        if (!(await letGo(tx, refund, { deps, correlationId }))) {
          await sendBack(tx, refund, { deps, correlationId });
        }
      }),
      'orders.return.decided': on(decided, async (tx, { data, correlationId }) => {
        const { orderId, returnId: reference, decision, refundAmount } = data;
        if (decision === 'APPROVED' && refundAmount !== null) {
          const refund = { orderId, amount: refundAmount, reference, reason: 'Goods came back.' };
          await sendBack(tx, refund, { deps, correlationId });
        }
      }),
    },
  });

/** An amount that is held is not taken any more; it goes back where it was taken without our knowing. False when there is none. */
async function letGo(
  tx: Transaction,
  { orderId, reference, reason }: RefundInput,
  { deps, correlationId }: { readonly deps: Deps; readonly correlationId: string },
): Promise<boolean> {
  const [intent] = await findIntentsOfOrders(tx, [orderId]);
  const attempt = intent && (await findAttempt(tx, intent.attempt));
  if (intent?.status !== 'AUTHORIZED' || attempt === undefined) {
    return false;
  }
  await putAttempt(tx, { ...attempt, status: 'VOIDING', updatedAt: deps.now() });
  await refundIfTaken(tx, intent, { reference, reason, deps, correlationId });
  return true;
}

/** An order that cost nothing has nothing to send back. */
async function sendBack(
  tx: Transaction,
  refund: RefundInput,
  { deps, correlationId }: { readonly deps: Deps; readonly correlationId: string },
): Promise<void> {
  const paid = await findIntentsOfOrders(tx, [refund.orderId]);
  if (paid.length === 0 || refund.amount === 0) {
    return;
  }
  const outcome = await acceptRefund(tx, refund, { deps, correlationId });
  if (outcome.status === 'REFUSED') {
    const { orderId, reference } = refund;
    deps.log.error({ orderId, reference, reason: outcome.message }, 'a refund cannot be made');
  }
}
