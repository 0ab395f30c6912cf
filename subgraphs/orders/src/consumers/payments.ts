import { defineConsumer, on } from '@supergraph/kit/consumer';
import type { Transaction } from '@supergraph/kit/database';
import { toMoney } from '@supergraph/kit/money';
import { z } from 'zod';

import { addEvent } from '#src/data/order-parts.ts';
import { findOrder, findOrderOfCheckout } from '#src/data/orders.ts';
import { findReturns, insertRefund, updateReturn } from '#src/data/returns.ts';
import { settleStatus } from '#src/order-state.ts';
import type { EventRow } from '#src/tables.ts';

const payment = z.object({
  checkoutId: z.string().nullish(),
  orderId: z.string().nullish(),
  amount: z.int(),
  currency: z.string(),
});
const refunded = payment.extend({ refundId: z.string(), reference: z.string() });

type Payment = z.output<typeof payment>;

/** Follows payments: what was charged and paid back is told in the timeline, and moves returns on. */
export const payments = defineConsumer({
  name: 'orders.payments',
  producer: 'payments',
  topic: 'payments',
  compatibilityVersion: 1,
  // Orders can be read where nobody can pay yet, too.
  isOptional: true,
  handlers: {
    'payments.payment.captured': on(payment, (tx, { data, at }) =>
      tell(tx, data, { kind: 'PAYMENT_CAPTURED', what: 'were charged', at }),
    ),
    'payments.payment.capture_failed': on(payment, (tx, { data, at }) =>
      tell(tx, data, { kind: 'PAYMENT_CAPTURE_FAILED', what: 'could not be charged', at }),
    ),
    'payments.payment.refund_failed': on(payment, (tx, { data, at }) =>
      tell(tx, data, { kind: 'PAYMENT_REFUND_FAILED', what: 'could not be paid back', at }),
    ),
    'payments.payment.refunded': on(refunded, async (tx, { data, at }) => {
      const order = await findPaid(tx, data);
      const { refundId: id, reference, amount } = data;
      const isNew =
        order !== undefined &&
        (await insertRefund(tx, { id, orderId: order.id, reference, amount, at }));
      if (isNew) {
        await tell(tx, data, { kind: 'PAYMENT_REFUNDED', what: 'were paid back', at });
        await refundReturn(tx, { orderId: order.id, returnId: reference, at });
      }
    }),
  },
});

/** The money of a return is back. Its units may be on their way still. */
async function refundReturn(
  tx: Transaction,
  {
    orderId,
    returnId,
    at,
  }: { readonly orderId: string; readonly returnId: string; readonly at: number },
): Promise<void> {
  const [found] = await findReturns(tx, [returnId]);
  if (found?.orderId !== orderId) {
    return;
  }
  const isOpen = found.status === 'APPROVED' || found.status === 'RECEIVED';
  await updateReturn(tx, returnId, { refundedAt: at, ...(isOpen && { status: 'REFUNDED' }) });
  await settleStatus(tx, orderId);
}

async function tell(
  tx: Transaction,
  data: Payment,
  {
    kind,
    what,
    at,
  }: { readonly kind: EventRow['kind']; readonly what: string; readonly at: number },
): Promise<void> {
  const order = await findPaid(tx, data);
  if (order !== undefined) {
    const { decimal, currency } = toMoney(data.amount, data.currency);
    await addEvent(tx, { orderId: order.id, kind, message: `${decimal} ${currency} ${what}.`, at });
  }
}

async function findPaid(tx: Transaction, { orderId, checkoutId }: Payment) {
  if (orderId != null) {
    return findOrder(tx, orderId);
  }
  return checkoutId == null ? undefined : findOrderOfCheckout(tx, checkoutId);
}
