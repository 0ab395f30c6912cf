import type { Transaction } from '@supergraph/kit/database';
import { ClientError } from '@supergraph/kit/errors';

import type { Deps } from '#src/context.ts';
import { findAttempt, putAttempt } from '#src/data/attempts.ts';
import { findIntent, findIntentOfCheckout, putIntent } from '#src/data/intents.ts';
import { findSavedMethods } from '#src/data/saved-methods.ts';
import type { Provider, ProviderPayment } from '#src/providers/provider.ts';
import type { AttemptRow, IntentRow } from '#src/tables.ts';

import { applyPayment } from './apply-payment.ts';

export interface AuthorizeInput {
  readonly checkoutId: string;
  readonly customerId: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly paymentToken: string;
  readonly savePaymentMethod: boolean;
}

interface Authorizing {
  /** The Idempotency-Key: one authorisation at the provider, however often it is sent. */
  readonly key: string;
  readonly correlationId: string;
  readonly deps: Deps;
}

type Begun =
  | { readonly kind: 'answer'; readonly answer: object }
  | { readonly kind: 'look'; readonly attempt: AttemptRow }
  | { readonly kind: 'ask'; readonly intent: IntentRow; readonly token: string };

/** Asks the provider to hold an amount for a checkout, which has one payment whatever happens. Throws UPSTREAM_UNAVAILABLE. */
export function authorize(input: AuthorizeInput, authorizing: Authorizing): Promise<object> {
  const { deps, key } = authorizing;
  return deps.lock(input.checkoutId, async () => {
    const { provider } = deps;
    if (provider === undefined) {
      throw new ClientError('UPSTREAM_UNAVAILABLE', 'No payment provider is configured.');
    }
    const begun = await deps.db.transaction((tx) => begin(tx, input, { ...authorizing, provider }));
    if (begun.kind === 'answer') {
      return begun.answer;
    }
    if (begun.kind === 'look') {
      return lookForLost(begun.attempt, input, { provider, deps });
    }
    const { intent, token } = begun;
    const result = await provider.authorize({
      reference: key,
      amount: intent.amount,
      currency: intent.currency,
      token,
      save: input.savePaymentMethod && input.customerId !== null,
      returnUrl: `${deps.settings.STOREFRONT_URL}/?paymentIntent=${intent.id}`,
    });
    if (result.status === 'unavailable') {
      throw new ClientError('UPSTREAM_UNAVAILABLE', result.reason);
    }
    const payment = result.status === 'done' ? result.value : declined(intent, key, result.message);
    return deps.db.transaction(async (tx) => {
      await applyPayment(tx, key, { payment, deps });
      return describe(tx, key);
    });
  });
}

async function begin(
  tx: Transaction,
  input: AuthorizeInput,
  authorizing: Authorizing & { readonly provider: Provider },
): Promise<Begun> {
  const { key } = authorizing;
  const earlier = await findAttempt(tx, key);
  const known = await findIntentOfCheckout(tx, input.checkoutId);
  if (earlier !== undefined) {
    return goOn(tx, input, { earlier, known });
  }
  if (known !== undefined && !MAY_BEGIN_AGAIN.has(known.status)) {
    return refuseSecond(known, await findAttempt(tx, known.attempt));
  }
  const token = await readToken(tx, input);
  if (token === undefined) {
    return { kind: 'answer', answer: unknownMethod(input.paymentToken) };
  }
  const { deps } = authorizing;
  const fresh = {
    ...buildIntent(input, { ...authorizing, now: deps.now() }),
    id: known?.id ?? deps.newId('pi'),
  };
  await putIntent(tx, fresh);
  await putAttempt(tx, buildAttempt(fresh));
  return { kind: 'ask', intent: fresh, token };
}

interface Earlier {
  readonly earlier: AttemptRow;
  readonly known: IntentRow | undefined;
}

/** The same command again: what came of it, or the same question to the provider, which has one answer to it. */
async function goOn(
  tx: Transaction,
  input: AuthorizeInput,
  { earlier, known }: Earlier,
): Promise<Begun> {
  const isSame = earlier.amount === input.amount && earlier.currency === input.currency;
  if (!isSame && earlier.intentId !== null) {
    const message = `This key was used for ${earlier.amount} ${earlier.currency} already.`;
    return { kind: 'answer', answer: refuse('VALIDATION', message) };
  }
  const isOpen = earlier.status === 'CREATED';
  const token = isOpen ? await readToken(tx, input) : undefined;
  if (isOpen && token === undefined) {
    return { kind: 'look', attempt: earlier };
  }
  return token === undefined || known === undefined
    ? { kind: 'answer', answer: await describe(tx, earlier.key) }
    : { kind: 'ask', intent: known, token };
}

/** The same command again, whose saved method is gone: it may have been authorised all the same, and is taken back where not. */
async function lookForLost(
  attempt: AttemptRow,
  { paymentToken }: AuthorizeInput,
  { provider, deps }: { readonly provider: Provider; readonly deps: Deps },
): Promise<object> {
  const { key } = attempt;
  const found = await provider.findByReference(key);
  if (found.status !== 'done') {
    throw new ClientError('UPSTREAM_UNAVAILABLE', 'What became of the payment is not known yet.');
  }
  const payment = found.value;
  return deps.db.transaction(async (tx) => {
    if (payment === null) {
      await putAttempt(tx, { ...attempt, status: 'VOIDING', updatedAt: deps.now() });
      return unknownMethod(paymentToken);
    }
    await applyPayment(tx, key, { payment, deps });
    return describe(tx, key);
  });
}

/** A checkout has one payment: a second one waits for the end of the first, which may be being taken back. */
function refuseSecond(known: IntentRow, attempt: AttemptRow | undefined): Begun {
  const message = `The checkout "${known.checkoutId}" has a payment that is ${known.status}.`;
  if (known.status === 'CREATED' || attempt?.status === 'VOIDING') {
    throw new ClientError('UPSTREAM_UNAVAILABLE', `${message} Its end is not known yet.`);
  }
  return { kind: 'answer', answer: refuse('ILLEGAL_STATE', message) };
}

/** What ended without money may be tried again, with another method. */
const MAY_BEGIN_AGAIN: ReadonlySet<IntentRow['status']> = new Set(['DECLINED', 'VOIDED']);

interface Building {
  readonly key: string;
  readonly provider: Provider;
  readonly correlationId: string;
  readonly now: number;
}

function buildIntent(
  { checkoutId, customerId, amount, currency }: AuthorizeInput,
  { key, provider, correlationId, now }: Building,
): Omit<IntentRow, 'id'> {
  return {
    checkoutId,
    customerId,
    orderId: null,
    amount,
    currency,
    captured: 0,
    refunded: 0,
    status: 'CREATED',
    attempt: key,
    provider: provider.name,
    providerRef: null,
    method: null,
    actionUrl: null,
    failureCode: null,
    captureAskedAt: null,
    captureTries: 0,
    forgottenAt: null,
    correlationId,
    createdAt: now,
    updatedAt: now,
  };
}

function buildAttempt(intent: IntentRow): AttemptRow {
  const { attempt: key, id: intentId, checkoutId, amount, currency, provider } = intent;
  const { correlationId, createdAt, updatedAt } = intent;
  return {
    key,
    checkoutId,
    intentId,
    amount,
    currency,
    status: 'CREATED',
    provider,
    providerRef: null,
    declineCode: null,
    mayRetry: false,
    correlationId,
    createdAt,
    updatedAt,
  };
}

const SAVED_METHOD = /^spm_/u;

/** A saved method is its customer's alone. */
async function readToken(
  tx: Transaction,
  { paymentToken, customerId }: AuthorizeInput,
): Promise<string | undefined> {
  if (!SAVED_METHOD.test(paymentToken)) {
    return paymentToken;
  }
  const [method] = await findSavedMethods(tx, [paymentToken]);
  return method !== undefined && method.customerId === customerId ? method.token : undefined;
}

function unknownMethod(id: string): object {
  return {
    ...refuse('PAYMENT_DECLINED', `This customer has no saved payment method "${id}".`),
    declineCode: 'unknown_method',
    retryable: true,
    paymentIntentId: null,
  };
}

/** The provider knows no such token: nothing came to be there. */
function declined(intent: IntentRow, key: string, message: string): ProviderPayment {
  return {
    ref: `refused:${key}`,
    reference: key,
    status: 'DECLINED',
    amount: intent.amount,
    currency: intent.currency,
    captured: 0,
    refunded: 0,
    actionUrl: null,
    declineCode: message.slice(0, 200),
    mayRetry: true,
    method: null,
  };
}

/** What the command answers for an attempt. */
async function describe(tx: Transaction, key: string): Promise<object> {
  const attempt = await findAttempt(tx, key);
  switch (attempt?.status) {
    case 'DECLINED':
      return describeDecline(attempt);
    case 'AUTHORIZED':
    case 'REQUIRES_ACTION':
      return describeHeld(tx, attempt);
    case 'CREATED':
    case 'VOIDING':
    case 'VOIDED':
    case undefined:
      return refuse('ILLEGAL_STATE', 'This payment was taken back.');
  }
}

async function describeHeld(tx: Transaction, attempt: AttemptRow): Promise<object> {
  const { status, intentId: paymentIntentId } = attempt;
  if (status === 'AUTHORIZED') {
    return { status, paymentIntentId };
  }
  const intent = await findIntent(tx, paymentIntentId ?? '');
  return { status, paymentIntentId, actionUrl: intent?.actionUrl ?? '' };
}

function describeDecline({ declineCode, mayRetry, intentId }: AttemptRow): object {
  return {
    ...refuse('PAYMENT_DECLINED', `The payment was declined: ${declineCode ?? 'no reason given'}.`),
    declineCode,
    retryable: mayRetry,
    paymentIntentId: intentId,
  };
}

function refuse(code: string, message: string): object {
  return { status: 'REFUSED', code, message };
}
