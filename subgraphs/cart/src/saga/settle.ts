import type { Transaction } from '@supergraph/kit/database';

import type { CheckoutRow, SagaRow, StepRow } from '#src/checkout-tables.ts';
import { serviceUnavailableError } from '#src/checkout/errors.ts';
import { type Failure, failAndReturn } from '#src/checkout/failure.ts';
import { putCheckout } from '#src/data/checkouts.ts';
import { findConfirmedPayment, putSaga, putStep } from '#src/data/sagas.ts';

import { commandKeyOf } from './command-key.ts';
import { canTurnBack } from './next-work.ts';
import { readConfirmation } from './read-payment.ts';
import type { SagaFacts, SagaStep, StepOutcome } from './step.ts';

/** What came of one step, about to be written down. */
export interface Settling {
  readonly facts: SagaFacts;
  readonly row: StepRow;
  readonly step: SagaStep;
  readonly steps: ReadonlyMap<string, StepRow>;
  readonly now: number;
}

/** Writes down what a participant's answer means. */
export async function settleStep(
  tx: Transaction,
  settling: Settling,
  outcome: StepOutcome,
): Promise<void> {
  if (outcome.kind !== 'waiting') {
    return settleOutcome(tx, settling, outcome);
  }
  // It may have been confirmed before we knew that it had to be.
  const confirmed = await findConfirmedPayment(
    tx,
    commandKeyOf(settling.facts.saga.id, settling.step),
  );
  if (confirmed !== undefined) {
    const ended = readConfirmation(confirmed);
    return settleOutcome(tx, settling, {
      ...ended,
      changes: { ...outcome.changes, ...ended.changes },
    });
  }
  const { saga, checkout } = settling.facts;
  await putSaga(tx, { ...rested(saga, settling.now), state: 'WAITING' });
  await putCheckout(tx, changed(checkout, { ...outcome.changes, state: 'REQUIRES_ACTION' }));
}

/** Goes on to the next step, or turns back. */
export async function settleOutcome(
  tx: Transaction,
  { facts: { saga, checkout }, row, now }: Settling,
  outcome: Exclude<StepOutcome, { kind: 'waiting' }>,
): Promise<void> {
  const ended = { ...row, isUncertain: false, finishedAt: now };
  if (outcome.kind === 'refused') {
    const { failure, changes } = outcome;
    const [error] = failure.errors;
    await putStep(tx, { ...ended, status: 'FAILED', error: error?.message ?? null });
    await turnBack(tx, { saga, checkout: { ...checkout, ...changes } }, { failure, now });
    return;
  }
  const isDone = outcome.kind === 'done';
  await putStep(tx, {
    ...ended,
    status: isDone ? 'DONE' : 'FAILED',
    error: isDone ? null : outcome.reason,
  });
  await putSaga(tx, { ...rested(saga, now), state: 'RUNNING' });
  const changes = isDone ? outcome.changes : {};
  await putCheckout(tx, changed(checkout, { ...changes, state: 'PROCESSING' }));
}

/** From now on everything that may have had an effect is taken back. */
export async function turnBack(
  tx: Transaction,
  { saga, checkout }: SagaFacts,
  { failure, now }: { readonly failure: Failure; readonly now: number },
): Promise<void> {
  await putSaga(tx, { ...rested(saga, now), state: 'COMPENSATING', failure });
  await putCheckout(tx, changed(checkout, { state: 'COMPENSATING' }));
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** Tries to take a step back before it is said to be stuck, which is for people to see; it is tried on. */
const STUCK_AFTER = 5;

interface NoAnswer {
  readonly kind: 'send' | 'undo';
  readonly wasUncertain: boolean;
  readonly result: { readonly reason: string; readonly mayHaveHappened: boolean };
}

/** A participant could not be had: before the pivot the saga turns back, else it tries again for as long as it takes. */
export async function settleFailure(
  tx: Transaction,
  { facts, row, step, steps, now }: Settling,
  { kind, wasUncertain, result }: NoAnswer,
): Promise<void> {
  const { saga } = facts;
  const attempt = saga.attempt + 1;
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
  const later = { ...saga, attempt, nextRunAt: now + pauseMs, leaseUntil: 0 };
  if (kind === 'undo') {
    await putStep(tx, { ...row, error: result.reason });
    const state = attempt >= STUCK_AFTER ? 'STUCK' : saga.state;
    await putSaga(tx, { ...later, state });
    return;
  }
  const failed = {
    ...row,
    error: result.reason,
    isUncertain: wasUncertain || result.mayHaveHappened,
  };
  // Only the pivot's uncertainty binds: a step before it is taken back although nobody knows whether it happened.
  const known = new Map(steps).set(row.name, failed);
  if (canTurnBack(known)) {
    await putStep(tx, { ...failed, status: 'FAILED', finishedAt: now });
    await turnBack(tx, facts, {
      failure: failAndReturn([serviceUnavailableError(step.service)]),
      now,
    });
    return;
  }
  await putStep(tx, failed);
  await putSaga(tx, later);
}

/** One step is taken back; the next one follows. */
export async function settleUndo(
  tx: Transaction,
  { facts: { saga }, row, now }: Settling,
): Promise<void> {
  await putStep(tx, {
    ...row,
    status: 'COMPENSATED',
    isUncertain: false,
    error: null,
    compensatedAt: now,
  });
  await putSaga(tx, { ...rested(saga, now), state: 'COMPENSATING' });
}

/** Ready to go on at once, by anybody. */
function rested(saga: SagaRow, now: number): SagaRow {
  return { ...saga, attempt: 0, nextRunAt: now, leaseUntil: 0 };
}

function changed(checkout: CheckoutRow, changes: Partial<CheckoutRow>): CheckoutRow {
  return { ...checkout, ...changes, version: checkout.version + 1 };
}
