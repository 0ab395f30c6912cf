import type { Transaction } from '@supergraph/kit/database';
import { callerOf, runIdempotent } from '@supergraph/kit/idempotency';
import { idempotencyError } from '@supergraph/kit/user-errors';

import { type CheckoutError, illegalStateError } from '#src/checkout/errors.ts';
import type { Failure } from '#src/checkout/failure.ts';
import { CHECKOUT_STATES, EDITABLE } from '#src/checkout/states.ts';
import type { Context } from '#src/context.ts';
import { findLatestSaga } from '#src/data/sagas.ts';
import { turnBack } from '#src/saga/settle.ts';
import { giveUp } from '#src/saga/start-saga.ts';

import { openCheckout } from './open-checkout.ts';
import { type CheckoutPayload, answer, refuse } from './outcome.ts';

export interface CancelInput {
  readonly checkoutId: string;
  readonly idempotencyKey: string;
}

export const CANCELLED: Failure = {
  errors: [illegalStateError('CANCELLED', 'The shopper gave the checkout up.')],
  returnsTo: 'CANCELLED',
  keepsHold: false,
};

/** Gives a checkout up: what it holds goes back. One that is being paid for cannot be stopped, unless it waits for the shopper. */
export async function cancelCheckout(
  context: Context,
  input: CancelInput,
): Promise<CheckoutPayload> {
  const { db, now, viewer, request, sagas } = context;
  // Asked before the key is: a stored outcome is only for those whose checkout it is.
  const states = CHECKOUT_STATES;
  const opening = await openCheckout(db.reader, input.checkoutId, { viewer, states });
  if (!opening.ok) {
    return refuse(opening.errors);
  }
  const call = {
    caller: callerOf(request),
    operation: 'checkoutCancel',
    key: input.idempotencyKey,
  };
  const result = await runIdempotent(db, { ...call, input, now }, (tx) =>
    cancel(tx, input.checkoutId, context),
  );
  if (result.status !== 'done') {
    return refuse([idempotencyError(result)]);
  }
  const { sagaId, errors } = result.outcome;
  if (sagaId === null) {
    return answer(context, input.checkoutId, errors);
  }
  await sagas.run(sagaId);
  return answer(context, input.checkoutId);
}

async function cancel(
  tx: Transaction,
  checkoutId: string,
  { now, newId, viewer, request }: Context,
): Promise<{ readonly sagaId: string | null; readonly errors: readonly CheckoutError[] }> {
  const states = [...EDITABLE, 'REQUIRES_ACTION'] as const;
  const opening = await openCheckout(tx, checkoutId, { viewer, states });
  if (!opening.ok) {
    return { sagaId: null, errors: opening.errors };
  }
  const { checkout } = opening;
  if (checkout.state !== 'REQUIRES_ACTION') {
    const deps = { newId, now: now(), correlationId: request.correlationId };
    return { sagaId: await giveUp(tx, checkout, { ...deps, failure: CANCELLED }), errors: [] };
  }
  const saga = await findLatestSaga(tx, checkoutId);
  if (saga?.state !== 'WAITING') {
    return { sagaId: null, errors: [illegalStateError(checkout.state, 'It is being completed.')] };
  }
  await turnBack(tx, { saga, checkout }, { failure: CANCELLED, now: now() });
  return { sagaId: saga.id, errors: [] };
}
