import type { Transaction } from '@supergraph/kit/database';

import type { PaymentOutcome } from '#src/checkout-tables.ts';
import { findCheckout } from '#src/data/checkouts.ts';
import { findSaga, findStepsByName, putConfirmedPayment } from '#src/data/sagas.ts';

import { readCommandKey } from './command-key.ts';
import { readConfirmation } from './read-payment.ts';
import { settleOutcome } from './settle.ts';
import { SAGA_STEPS } from './steps.ts';

interface Confirmation {
  /** The Idempotency-Key of the command that began the payment: `<saga>:AUTHORIZE`. */
  readonly attempt: string;
  readonly outcome: PaymentOutcome;
  readonly at: number;
}

/** Goes on with the saga that waits for this payment; keeps it for a saga that will. */
export async function confirmPayment(tx: Transaction, confirmation: Confirmation): Promise<void> {
  await putConfirmedPayment(tx, confirmation);
  const { sagaId, step: name } = readCommandKey(confirmation.attempt);
  const saga = await findSaga(tx, sagaId);
  const step = SAGA_STEPS.find((one) => one.name === name);
  if (saga?.state !== 'WAITING' || step === undefined) {
    return;
  }
  const checkout = await findCheckout(tx, saga.checkoutId);
  const steps = await findStepsByName(tx, saga.id);
  const row = steps.get(name);
  const outcome = readConfirmation(confirmation.outcome);
  if (checkout !== undefined && row?.status === 'RUNNING') {
    const facts = { saga, checkout };
    await settleOutcome(tx, { facts, row, step, steps, now: confirmation.at }, outcome);
  }
}
