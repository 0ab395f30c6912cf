import type { ProviderPayment } from '#src/providers/provider.ts';
import type { IntentRow } from '#src/tables.ts';

/** How far a payment is. It only ever goes on: what arrives late, twice or out of order changes nothing. */
const RANKS: Readonly<Record<IntentRow['status'], number>> = {
  CREATED: 0,
  REQUIRES_ACTION: 1,
  AUTHORIZED: 2,
  DECLINED: 3,
  VOIDED: 3,
  CAPTURED: 4,
  PARTIALLY_REFUNDED: 5,
  REFUNDED: 6,
};

type Progress = Pick<
  IntentRow,
  'status' | 'captured' | 'refunded' | 'actionUrl' | 'failureCode' | 'providerRef' | 'method'
>;

/** What an intent becomes by what the provider says of its payment; undefined when that is nothing new. */
export function advance(
  intent: Pick<IntentRow, 'status' | 'refunded' | 'method' | 'forgottenAt'>,
  payment: ProviderPayment,
): Progress | undefined {
  const status = statusOf(payment);
  const isFurther = RANKS[status] > RANKS[intent.status];
  if (!isFurther && payment.refunded <= intent.refunded) {
    return undefined;
  }
  return {
    status,
    captured: payment.captured,
    refunded: Math.max(intent.refunded, payment.refunded),
    actionUrl: status === 'REQUIRES_ACTION' ? payment.actionUrl : null,
    failureCode: status === 'DECLINED' ? payment.declineCode : null,
    providerRef: payment.ref,
    method:
      payment.method && intent.forgottenAt === null
        ? `${payment.method.brand} ${payment.method.last4}`
        : intent.method,
  };
}

/** Whether the provider has another amount than was asked for. */
export function isOtherAmount(
  { amount, currency }: Pick<ProviderPayment, 'amount' | 'currency'>,
  asked: Pick<IntentRow, 'amount' | 'currency'>,
): boolean {
  return amount !== asked.amount || currency !== asked.currency;
}

function statusOf({ status, captured, refunded }: ProviderPayment): IntentRow['status'] {
  if (refunded === 0) {
    return status;
  }
  return refunded < captured ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
}
