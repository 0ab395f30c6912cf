import type { Transaction } from '@supergraph/kit/database';

import type { Deps } from '#src/context.ts';
import type { ProviderPayment } from '#src/providers/provider.ts';
import type { IntentRow } from '#src/tables.ts';

interface Changed {
  readonly intent: IntentRow;
  readonly before: IntentRow;
  readonly payment: Pick<ProviderPayment, 'mayRetry'>;
  readonly deps: Pick<Deps, 'publish'>;
}

/** Tells others how far a payment is now. A refund is told by the one that asked for it. */
export async function publishChange(
  tx: Transaction,
  { intent, before, payment, deps: { publish } }: Changed,
): Promise<void> {
  const { attempt, status } = intent;
  if (status === before.status) {
    return;
  }
  const told = { key: intent.id, cause: { correlationId: intent.correlationId } };
  const data = describeIntent(intent);
  if (status === 'AUTHORIZED') {
    await publish(tx, { ...told, type: 'payments.payment.authorized', data: { ...data, attempt } });
  } else if (status === 'VOIDED') {
    await publish(tx, { ...told, type: 'payments.payment.voided', data: { ...data, attempt } });
  } else if (status === 'CAPTURED') {
    await publish(tx, { ...told, type: 'payments.payment.captured', data });
  } else if (status === 'DECLINED') {
    const declined = { declineCode: intent.failureCode, retryable: payment.mayRetry };
    await publish(tx, {
      ...told,
      type: 'payments.payment.declined',
      data: { ...data, ...declined, attempt },
    });
  }
}

/** What every event of payments says. */
export function describeIntent({ id, checkoutId, orderId, amount, currency }: IntentRow) {
  return { paymentIntentId: id, checkoutId, orderId, amount, currency };
}
