import type { Transaction } from '@supergraph/kit/database';

import type { Deps } from '#src/context.ts';
import { findAttempt, putAttempt } from '#src/data/attempts.ts';
import { addEvent, findIntent, putIntent } from '#src/data/intents.ts';
import { forgetToken, saveMethod } from '#src/data/saved-methods.ts';
import type { ProviderPayment } from '#src/providers/provider.ts';
import { advance, isOtherAmount } from '#src/rules/advance.ts';
import type { AttemptRow, IntentRow } from '#src/tables.ts';

import { publishChange } from './publish-change.ts';

/** Writes down what the provider says of a payment, and tells others what is new. Answers the attempt as it is then. */
export async function applyPayment(
  tx: Transaction,
  key: string,
  { payment, deps }: { readonly payment: ProviderPayment; readonly deps: Deps },
): Promise<AttemptRow | undefined> {
  const attempt = await findAttempt(tx, key);
  if (attempt === undefined) {
    return undefined;
  }
  const intent = attempt.intentId === null ? undefined : await findIntent(tx, attempt.intentId);
  const known = { ...attempt, providerRef: payment.ref, updatedAt: deps.now() };
  const isUnwanted = attempt.status === 'VOIDING' || attempt.status === 'VOIDED';
  // What was taken meanwhile cannot be let go any more, only refunded.
  if (isUnwanted && (payment.status !== 'CAPTURED' || isAllBack(attempt, payment))) {
    return settleVoided(tx, known, { payment, intent, deps });
  }
  return intent?.attempt === key ? settle(tx, known, { payment, intent, deps }) : attempt;
}

/** Another amount than asked for was taken, and went back. */
function isAllBack(attempt: AttemptRow, payment: ProviderPayment): boolean {
  return isOtherAmount(payment, attempt) && payment.refunded >= payment.captured;
}

async function settle(
  tx: Transaction,
  attempt: AttemptRow,
  { payment, intent, deps }: Applied & { readonly intent: IntentRow },
): Promise<AttemptRow> {
  if (isOtherAmount(payment, intent)) {
    const { amount, currency } = payment;
    const holds = { paymentIntentId: intent.id, amount, currency };
    deps.log.error(holds, 'the provider holds another amount than asked');
    return put(tx, { ...attempt, status: 'VOIDING' });
  }
  const progress = advance(intent, payment);
  if (progress !== undefined) {
    const after = { ...intent, ...progress, updatedAt: deps.now() };
    await moveIntent(tx, after, { before: intent, payment, deps });
  }
  return put(tx, { ...attempt, ...attemptState(attempt, payment) });
}

/** Ends an attempt that the provider never heard of, and its payment: the checkout may be paid in another way. */
export async function settleNeverThere(
  tx: Transaction,
  attempt: AttemptRow,
  deps: Deps,
): Promise<void> {
  const updatedAt = deps.now();
  await putAttempt(tx, { ...attempt, status: 'VOIDED', updatedAt });
  const intent = attempt.intentId === null ? undefined : await findIntent(tx, attempt.intentId);
  if (intent?.attempt === attempt.key && intent.status === 'CREATED') {
    const after = { ...intent, status: 'VOIDED', updatedAt } as const;
    await moveIntent(tx, after, { before: intent, payment: NOTHING, deps });
  }
}

const NOTHING = { mayRetry: false, method: null } as const;

interface Applied {
  readonly payment: ProviderPayment;
  readonly deps: Deps;
}

/** What was to be taken back and is there after all is taken back now. */
async function settleVoided(
  tx: Transaction,
  attempt: AttemptRow,
  { payment, intent, deps }: Applied & { readonly intent: IntentRow | undefined },
): Promise<AttemptRow> {
  const isHeld = payment.status === 'AUTHORIZED' || payment.status === 'REQUIRES_ACTION';
  const row = await put(tx, { ...attempt, status: isHeld ? 'VOIDING' : 'VOIDED' });
  if (!isHeld && intent?.attempt === attempt.key && intent.status !== 'VOIDED') {
    const status = payment.status === 'DECLINED' ? 'DECLINED' : 'VOIDED';
    const after = { ...intent, status, actionUrl: null, updatedAt: deps.now() } as const;
    await moveIntent(tx, after, { before: intent, payment, deps });
  }
  return row;
}

async function moveIntent(
  tx: Transaction,
  intent: IntentRow,
  {
    before,
    payment,
    deps,
  }: {
    readonly before: IntentRow;
    readonly payment: Pick<ProviderPayment, 'mayRetry' | 'method'>;
    readonly deps: Deps;
  },
): Promise<void> {
  await putIntent(tx, intent);
  if (intent.status === before.status && intent.refunded === before.refunded) {
    return;
  }
  await addEvent(tx, {
    intentId: intent.id,
    status: intent.status,
    amount: intent.refunded > before.refunded ? intent.refunded - before.refunded : intent.amount,
    providerRef: intent.providerRef,
    at: intent.updatedAt,
  });
  await publishChange(tx, { intent, before, payment, deps });
  if (before.status === 'CREATED') {
    await keepMethod(tx, intent, { method: payment.method, deps });
  }
}

/** Keeps a method that was to be kept; the customer may have been erased meanwhile. */
async function keepMethod(
  tx: Transaction,
  { customerId, provider, updatedAt: at }: IntentRow,
  { method, deps }: Pick<Applied, 'deps'> & Pick<ProviderPayment, 'method'>,
): Promise<void> {
  if (method?.token == null) {
    return;
  }
  const { token, ...card } = method;
  if (customerId === null) {
    await forgetToken(tx, { token, provider, at });
    return;
  }
  const id = deps.newId('spm');
  await saveMethod(tx, { ...card, token, id, customerId, provider, createdAt: at });
}

function attemptState(
  attempt: AttemptRow,
  { status, declineCode, mayRetry }: ProviderPayment,
): Pick<AttemptRow, 'status' | 'declineCode' | 'mayRetry'> {
  switch (status) {
    case 'REQUIRES_ACTION':
      return attempt.status === 'CREATED' ? { ...attempt, status } : attempt;
    case 'AUTHORIZED':
    case 'CAPTURED':
      return { ...attempt, status: 'AUTHORIZED' };
    case 'DECLINED':
      return { status, declineCode, mayRetry };
    case 'VOIDED':
      return { ...attempt, status };
  }
}

async function put(tx: Transaction, attempt: AttemptRow): Promise<AttemptRow> {
  await putAttempt(tx, attempt);
  return attempt;
}
