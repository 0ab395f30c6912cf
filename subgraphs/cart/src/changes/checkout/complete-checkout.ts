import { sleep } from '@supergraph/kit/clock';
import type { Transaction } from '@supergraph/kit/database';
import { callerOf, runIdempotent } from '@supergraph/kit/idempotency';
import { idempotencyError, validationError } from '@supergraph/kit/user-errors';

import { type CheckoutError, illegalStateError, paymentActionError } from '#src/checkout/errors.ts';
import { BUSY, type CheckoutState } from '#src/checkout/states.ts';
import type { Context } from '#src/context.ts';
import { findCheckout } from '#src/data/checkouts.ts';
import { findLatestSaga, findSaga } from '#src/data/sagas.ts';
import { startSaga } from '#src/saga/start-saga.ts';

import { CHECKOUT_MS } from './begin-checkout.ts';
import { movedOn } from './edit-checkout.ts';
import { openCheckout } from './open-checkout.ts';
import { type CheckoutPayload, answer, refuse } from './outcome.ts';

export interface CompleteInput {
  readonly checkoutId: string;
  readonly idempotencyKey: string;
  readonly expectedQuoteHash: string;
  readonly paymentToken: string;
  readonly savePaymentMethod?: boolean | null;
}

/** As payments takes it. */
const MAX_TOKEN_LENGTH = 200;
const ANSWER_WITHIN_MS = 3000;
const LOOK_EVERY_MS = 25;
const COMPLETABLE: readonly CheckoutState[] = ['SHIPPING_SELECTED', 'COMPLETED', ...BUSY];

/** Orders and pays. Whoever calls while it is under way joins in; after 3 s the answer is how far it is. */
export async function completeCheckout(
  context: Context,
  input: CompleteInput,
): Promise<CheckoutPayload> {
  const { db, now, viewer, request } = context;
  const { checkoutId, paymentToken } = input;
  if (paymentToken === '' || paymentToken.length > MAX_TOKEN_LENGTH) {
    const message = `A token of the payment provider has 1 to ${MAX_TOKEN_LENGTH} characters, not ${paymentToken.length}.`;
    return refuse([validationError(message, ['paymentToken'])]);
  }
  const opening = await openCheckout(db.reader, checkoutId, {
    viewer,
    states: COMPLETABLE,
  });
  if (!opening.ok) {
    return refuse(opening.errors);
  }
  const call = { caller: callerOf(request), operation: 'checkoutComplete' };
  const result = await runIdempotent(db, { ...call, key: input.idempotencyKey, input, now }, (tx) =>
    begin(tx, input, context),
  );
  if (result.status !== 'done') {
    return refuse([idempotencyError(result)]);
  }
  const { sagaId, errors } = result.outcome;
  if (sagaId === null) {
    return answer(context, checkoutId, errors);
  }
  await waitForRest(sagaId, context);
  return answer(context, checkoutId, await describeRest(sagaId, checkoutId, context));
}

interface CompleteOutcome {
  readonly sagaId: string | null;
  readonly errors: readonly CheckoutError[];
}

async function begin(
  tx: Transaction,
  input: CompleteInput,
  { now, newId, viewer, request }: Context,
): Promise<CompleteOutcome> {
  const opening = await openCheckout(tx, input.checkoutId, {
    viewer,
    states: COMPLETABLE,
  });
  if (!opening.ok) {
    return { sagaId: null, errors: opening.errors };
  }
  const { checkout, cart } = opening;
  if (checkout.state !== 'SHIPPING_SELECTED') {
    const running = await findLatestSaga(tx, checkout.id);
    return { sagaId: running?.id ?? null, errors: [] };
  }
  if (cart.version !== checkout.cartVersion) {
    return { sagaId: null, errors: [movedOn(cart.version)] };
  }
  if (checkout.expiresAt <= now()) {
    return {
      sagaId: null,
      errors: [illegalStateError('EXPIRED', 'Its time is over: begin it again.')],
    };
  }
  const extended = { ...checkout, expiresAt: Math.max(checkout.expiresAt, now() + CHECKOUT_MS) };
  const sagaId = await startSaga(tx, extended, {
    newId,
    now: now(),
    correlationId: request.correlationId,
    order: {
      expectedQuoteHash: input.expectedQuoteHash,
      paymentToken: input.paymentToken,
      savePaymentMethod: input.savePaymentMethod ?? false,
    },
  });
  return { sagaId, errors: [] };
}

const AT_REST = new Set(['WAITING', 'DONE', 'COMPENSATED']);

/** Another process may be the one that works on it, so what counts is what is written down. */
async function waitForRest(sagaId: string, { db, now, sagas }: Context): Promise<void> {
  const until = now() + ANSWER_WITHIN_MS;
  const answered = new AbortController();
  const work = sagas.run(sagaId);
  for (;;) {
    const saga = await findSaga(db.reader, sagaId);
    if (saga === undefined || AT_REST.has(saga.state) || now() >= until) {
      answered.abort();
      return;
    }
    await Promise.race([work, sleep(until - now(), answered.signal)]);
    await sleep(LOOK_EVERY_MS);
  }
}

/** What the shopper is told about this try. Nothing, while it is under way and when it worked. */
async function describeRest(
  sagaId: string,
  checkoutId: string,
  { db }: Context,
): Promise<readonly CheckoutError[]> {
  const saga = await findSaga(db.reader, sagaId);
  if (saga?.state === 'COMPENSATED') {
    return saga.failure?.errors ?? [];
  }
  const checkout = await findCheckout(db.reader, checkoutId);
  return saga?.state === 'WAITING' && checkout?.actionUrl != null
    ? [paymentActionError(checkout.actionUrl)]
    : [];
}
