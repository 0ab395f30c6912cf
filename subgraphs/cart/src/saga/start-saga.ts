import type { NewId } from '@supergraph/kit/ids';
import type { Transaction } from '@supergraph/kit/database';

import type { CheckoutRow, SagaOrder, SagaRow } from '#src/checkout-tables.ts';
import type { Failure } from '#src/checkout/failure.ts';
import { putCheckout } from '#src/data/checkouts.ts';
import { putSaga, putStep } from '#src/data/sagas.ts';

import { pendingStep } from './pending-step.ts';

interface StartDeps {
  readonly newId: NewId;
  readonly now: number;
  readonly correlationId: string;
}

/** Begins to complete a checkout; the saga's id. */
export async function startSaga(
  tx: Transaction,
  checkout: CheckoutRow,
  { order, ...deps }: StartDeps & { readonly order: SagaOrder },
): Promise<string> {
  const row: SagaRow = { ...buildSaga(checkout, deps), order };
  await putSaga(tx, row);
  await putCheckout(tx, {
    ...checkout,
    state: 'PROCESSING',
    failure: null,
    version: checkout.version + 1,
  });
  return row.id;
}

/** What a saga knows of the shopper's order when there is none, or none any more. */
export const NOTHING_ORDERED: SagaOrder = {
  expectedQuoteHash: null,
  paymentToken: null,
  savePaymentMethod: false,
};

/** Gives up a checkout that nothing works on: what it holds goes back, with as many tries as that takes. */
export async function giveUp(
  tx: Transaction,
  checkout: CheckoutRow,
  { failure, ...deps }: StartDeps & { readonly failure: Failure },
): Promise<string> {
  const row: SagaRow = {
    ...buildSaga(checkout, deps),
    order: NOTHING_ORDERED,
    state: 'COMPENSATING',
    failure,
  };
  await putSaga(tx, row);
  await putStep(tx, { ...pendingStep(row.id, 'RESERVE'), status: 'DONE' });
  // It is given up at once; what it holds follows, and its cart is free meanwhile.
  await putCheckout(tx, { ...checkout, state: failure.returnsTo, version: checkout.version + 1 });
  return row.id;
}

function buildSaga(checkout: CheckoutRow, { newId, now, correlationId }: StartDeps) {
  return {
    id: newId('saga'),
    checkoutId: checkout.id,
    state: 'RUNNING',
    failure: null,
    attempt: 0,
    nextRunAt: now,
    leaseOwner: null,
    leaseUntil: 0,
    correlationId,
    createdAt: now,
  } as const;
}
