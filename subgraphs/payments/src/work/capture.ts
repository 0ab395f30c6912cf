import type { Transaction } from '@supergraph/kit/database';
import { ClientError } from '@supergraph/kit/errors';

import type { Deps } from '#src/context.ts';
import { findAttempt } from '#src/data/attempts.ts';
import {
  findFailedCaptures,
  findIntent,
  findIntentOfCheckout,
  putIntent,
} from '#src/data/intents.ts';
import type { ProviderPayment } from '#src/providers/provider.ts';
import type { IntentRow } from '#src/tables.ts';

import { applyPayment } from './apply-payment.ts';
import { describeIntent } from './publish-change.ts';

/** Failed tries after which it is announced; it is tried on. */
const FAILS_AFTER = 5;
const AGAIN_AFTER_MS = 60_000;
const AT_ONCE = 50;

type Opened =
  | { readonly kind: 'answer'; readonly answer: object }
  | { readonly kind: 'ask'; readonly intent: IntentRow };

/** Takes the money of an order. Throws UPSTREAM_UNAVAILABLE until five tries have failed; then it is refused, and announced. */
export function capture(
  input: { readonly checkoutId: string; readonly orderId: string },
  deps: Deps,
): Promise<object> {
  return deps.lock(input.checkoutId, async () => {
    const opened = await deps.db.transaction((tx) => open(tx, input, deps));
    return opened.kind === 'answer' ? opened.answer : askProvider(opened.intent, deps);
  });
}

async function open(
  tx: Transaction,
  { checkoutId, orderId }: { readonly checkoutId: string; readonly orderId: string },
  { now }: Deps,
): Promise<Opened> {
  const intent = await findIntentOfCheckout(tx, checkoutId);
  if (intent === undefined) {
    const message = `Nothing was authorised for the checkout "${checkoutId}".`;
    return { kind: 'answer', answer: { status: 'REFUSED', code: 'NOT_FOUND', message } };
  }
  const asked = { ...intent, orderId, captureAskedAt: intent.captureAskedAt ?? now() };
  if (intent.captured > 0) {
    await putIntent(tx, asked);
    return { kind: 'answer', answer: describeCaptured(intent) };
  }
  const attempt = await findAttempt(tx, intent.attempt);
  if (intent.status !== 'AUTHORIZED' || attempt?.status !== 'AUTHORIZED') {
    const message = `The payment is ${intent.status}, not AUTHORIZED.`;
    return { kind: 'answer', answer: { status: 'REFUSED', code: 'ILLEGAL_STATE', message } };
  }
  await putIntent(tx, asked);
  return { kind: 'ask', intent: asked };
}

async function askProvider(intent: IntentRow, deps: Deps): Promise<object> {
  const { provider, db } = deps;
  const { id, providerRef, amount, currency } = intent;
  if (provider === undefined || providerRef === null) {
    throw new ClientError('UPSTREAM_UNAVAILABLE', 'No payment provider is configured.');
  }
  const result = await provider.capture({
    ref: providerRef,
    amount,
    currency,
    key: `${id}:capture`,
  });
  if (result.status === 'done' && result.value.status === 'CAPTURED') {
    return settleCaptured(intent, result.value, deps);
  }
  const tries = await db.transaction((tx) => countFailure(tx, id, deps));
  const reason = describeFailure(result);
  if (tries < FAILS_AFTER) {
    throw new ClientError('UPSTREAM_UNAVAILABLE', reason);
  }
  return { status: 'REFUSED', code: 'CAPTURE_FAILED', message: reason };
}

async function settleCaptured(
  intent: IntentRow,
  payment: ProviderPayment,
  deps: Deps,
): Promise<object> {
  return deps.db.transaction(async (tx) => {
    const attempt = await applyPayment(tx, intent.attempt, { payment, deps });
    if (attempt?.status !== 'VOIDING') {
      return describeCaptured({ ...intent, captured: payment.captured });
    }
    await announceFailure(tx, intent, deps);
    const message = `The provider took ${payment.captured} ${payment.currency}, not what was asked for. It goes back.`;
    return { status: 'REFUSED', code: 'CAPTURE_FAILED', message };
  });
}

function describeFailure(
  result: { readonly status: string } & Partial<{ message: string; reason: string }>,
): string {
  return result.message ?? result.reason ?? 'The provider did not capture the payment.';
}

async function countFailure(tx: Transaction, id: string, deps: Deps): Promise<number> {
  const intent = await findIntent(tx, id);
  if (intent === undefined) {
    return 0;
  }
  const counted = { ...intent, captureTries: intent.captureTries + 1, updatedAt: deps.now() };
  await putIntent(tx, counted);
  if (counted.captureTries === FAILS_AFTER) {
    await announceFailure(tx, counted, deps);
  }
  return counted.captureTries;
}

async function announceFailure(tx: Transaction, intent: IntentRow, deps: Deps): Promise<void> {
  await deps.publish(tx, {
    type: 'payments.payment.capture_failed',
    key: intent.id,
    data: describeIntent(intent),
    cause: { correlationId: intent.correlationId },
  });
}

function describeCaptured({ id, captured }: IntentRow): object {
  return { status: 'CAPTURED', paymentIntentId: id, captured };
}

/** Tries again what was announced as failed: a provider that was away comes back. */
export async function captureAgain(deps: Deps): Promise<void> {
  const failed = await findFailedCaptures(deps.db.reader, {
    tries: FAILS_AFTER,
    before: deps.now() - AGAIN_AFTER_MS,
    limit: AT_ONCE,
  });
  for (const { checkoutId, orderId } of failed) {
    if (orderId !== null) {
      await capture({ checkoutId, orderId }, deps);
    }
  }
}
