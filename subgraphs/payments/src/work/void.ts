import type { Transaction } from '@supergraph/kit/database';

import type { Deps } from '#src/context.ts';
import { findAttempt, findVoiding, putAttempt } from '#src/data/attempts.ts';
import { findIntent, findIntentOfCheckout } from '#src/data/intents.ts';
import type { Provider, ProviderPayment, ProviderResult } from '#src/providers/provider.ts';
import { isOtherAmount } from '#src/rules/advance.ts';
import type { AttemptRow } from '#src/tables.ts';

import { applyPayment, settleNeverThere } from './apply-payment.ts';

interface Voiding {
  readonly checkoutId: string;
  /** The attempt to take back; undefined: the one that counts. */
  readonly attempt: string | undefined;
  readonly correlationId: string;
}

/** Promises that an attempt does not stay authorised, also one that was never heard of, and does so as soon as it can. */
export function voidAttempt(voiding: Voiding, deps: Deps): Promise<object> {
  return deps.lock(voiding.checkoutId, async () => {
    const marked = await deps.db.transaction((tx) => markVoiding(tx, voiding, deps));
    if (marked.status === 'REFUSED') {
      return marked;
    }
    if (marked.attempt !== undefined) {
      await takeBack(marked.attempt, deps);
    }
    return { status: 'VOIDED' };
  });
}

type Marked =
  | { readonly status: 'REFUSED'; readonly code: string; readonly message: string }
  | { readonly status: 'marked'; readonly attempt: AttemptRow | undefined };

async function markVoiding(
  tx: Transaction,
  { checkoutId, attempt: given, correlationId }: Voiding,
  { now }: Deps,
): Promise<Marked> {
  const key = given ?? (await findIntentOfCheckout(tx, checkoutId))?.attempt;
  const attempt = key === undefined ? undefined : await findAttempt(tx, key);
  if (attempt !== undefined) {
    return markKnown(tx, attempt, now());
  }
  if (key !== undefined) {
    await putAttempt(tx, buildNeverHeardOf({ key, checkoutId, correlationId, at: now() }));
  }
  return { status: 'marked', attempt: undefined };
}

const ENDED: ReadonlySet<AttemptRow['status']> = new Set(['VOIDED', 'DECLINED']);

async function markKnown(tx: Transaction, attempt: AttemptRow, now: number): Promise<Marked> {
  const intent = attempt.intentId === null ? undefined : await findIntent(tx, attempt.intentId);
  if (intent?.attempt === attempt.key && intent.captured > 0) {
    const message = `The payment of the checkout "${attempt.checkoutId}" is captured.`;
    return { status: 'REFUSED', code: 'ILLEGAL_STATE', message };
  }
  if (ENDED.has(attempt.status)) {
    return { status: 'marked', attempt: undefined };
  }
  const marked = { ...attempt, status: 'VOIDING', updatedAt: now } as const;
  await putAttempt(tx, marked);
  return { status: 'marked', attempt: marked };
}

/** So that one that is still on its way finds that it is not wanted any more. */
function buildNeverHeardOf({
  at,
  ...given
}: Pick<AttemptRow, 'key' | 'checkoutId' | 'correlationId'> & { readonly at: number }): AttemptRow {
  return {
    ...given,
    intentId: null,
    amount: 0,
    currency: '',
    status: 'VOIDED',
    provider: '',
    providerRef: null,
    declineCode: null,
    mayRetry: false,
    createdAt: at,
    updatedAt: at,
  };
}

const AT_ONCE = 50;

/** Goes on with what is to be taken back. */
export async function takeBackWaiting(deps: Deps): Promise<void> {
  for (const attempt of await findVoiding(deps.db.reader, AT_ONCE)) {
    await deps.lock(attempt.checkoutId, () => takeBack(attempt, deps));
  }
}

async function takeBack(attempt: AttemptRow, deps: Deps): Promise<void> {
  const { provider, db } = deps;
  if (provider === undefined) {
    return;
  }
  const result = await voidAtProvider(attempt, provider);
  if (result.status === 'done' && result.value !== null) {
    const payment = result.value;
    await db.transaction((tx) => applyPayment(tx, attempt.key, { payment, deps }));
  } else if (result.status === 'done') {
    await db.transaction((tx) => settleUnknown(tx, attempt.key, deps));
  } else {
    deps.log.warn({ attempt: attempt.key, result }, 'a payment is not taken back yet');
  }
}

async function voidAtProvider(
  { key, providerRef, amount, currency }: AttemptRow,
  provider: Provider,
): Promise<ProviderResult<ProviderPayment | null>> {
  const found = await (providerRef === null
    ? provider.findByReference(key)
    : provider.find(providerRef));
  if (found.status !== 'done' || found.value === null) {
    return found;
  }
  const { ref, status, captured, refunded, currency: held } = found.value;
  if (status === 'CAPTURED' && isOtherAmount(found.value, { amount, currency })) {
    const left = captured - refunded;
    const whole = { ref, amount: left, currency: held, total: captured };
    return left > 0 ? provider.refund({ ...whole, key: `${key}:other-amount` }) : found;
  }
  return status === 'AUTHORIZED' || status === 'REQUIRES_ACTION'
    ? provider.void({ ref, amount, currency, key: `${key}:void` })
    : found;
}

/** An authorisation that the provider has not heard of may still be on the wire. */
const ON_THE_WIRE_MS = 60_000;

async function settleUnknown(tx: Transaction, key: string, deps: Deps): Promise<void> {
  const attempt = await findAttempt(tx, key);
  if (attempt?.status === 'VOIDING' && deps.now() - attempt.createdAt > ON_THE_WIRE_MS) {
    await settleNeverThere(tx, attempt, deps);
  }
}
