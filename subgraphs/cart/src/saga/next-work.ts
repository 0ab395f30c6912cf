import type { StepRow } from '#src/checkout-tables.ts';

import type { SagaFacts, SagaStep } from './step.ts';
import { CLOSE, SAGA_STEPS } from './steps.ts';

/** What a saga has to do next. */
export type Work =
  | { readonly kind: 'send'; readonly step: SagaStep; readonly input: object }
  | {
      readonly kind: 'undo';
      readonly step: SagaStep;
      readonly input: object;
      readonly command: string;
    }
  | { readonly kind: 'skip'; readonly name: string }
  | { readonly kind: 'close' }
  | { readonly kind: 'rest' };

const FINISHED = new Set<StepRow['status']>(['DONE', 'SKIPPED', 'FAILED']);

/** Reads off its steps what comes next: forward to the end, or back over everything that may have had an effect. */
export function nextWork(facts: SagaFacts, steps: ReadonlyMap<string, StepRow>): Work {
  const { state } = facts.saga;
  return state === 'RUNNING'
    ? nextForward(facts, steps)
    : state === 'COMPENSATING' || state === 'STUCK'
      ? nextBackward(facts, steps)
      : { kind: 'rest' };
}

function nextForward(facts: SagaFacts, steps: ReadonlyMap<string, StepRow>): Work {
  const step = SAGA_STEPS.find(({ name }) => !FINISHED.has(steps.get(name)?.status ?? 'PENDING'));
  if (step === undefined) {
    return { kind: 'close' };
  }
  const input = step.input(facts);
  return input === undefined ? { kind: 'skip', name: step.name } : { kind: 'send', step, input };
}

function nextBackward(facts: SagaFacts, steps: ReadonlyMap<string, StepRow>): Work {
  for (const step of SAGA_STEPS.toReversed()) {
    const row = steps.get(step.name);
    const input = row !== undefined && hasEffect(row) ? undoInput(step, facts) : undefined;
    if (input !== undefined) {
      return { kind: 'undo', step, ...input };
    }
  }
  return { kind: 'close' };
}

function hasEffect({ status, isUncertain }: StepRow): boolean {
  return status === 'DONE' || status === 'RUNNING' || (status === 'FAILED' && isUncertain);
}

function undoInput(
  { name, undo }: SagaStep,
  facts: SagaFacts,
): { readonly command: string; readonly input: object } | undefined {
  const { checkout, saga } = facts;
  if (name === 'RESERVE' && saga.failure?.keepsHold === true) {
    const seconds = Math.ceil((checkout.expiresAt - saga.createdAt) / 1000);
    return {
      command: 'extend',
      input: { checkoutId: checkout.id, holdSeconds: Math.max(1, seconds) },
    };
  }
  const input = undo?.input(facts);
  return undo === null || input === undefined ? undefined : { command: undo.command, input };
}

/** Whether a failure can still be taken back: the order does not exist, and nobody may have been told to make it. */
export function canTurnBack(steps: ReadonlyMap<string, StepRow>): boolean {
  const pivot = SAGA_STEPS.find(({ isPivot }) => isPivot === true);
  const row = pivot && steps.get(pivot.name);
  return row === undefined || (row.status !== 'DONE' && !row.isUncertain);
}

/** All steps in their order, for people: those that were not reached are pending. */
export const STEP_NAMES: readonly string[] = [...SAGA_STEPS.map(({ name }) => name), CLOSE];
