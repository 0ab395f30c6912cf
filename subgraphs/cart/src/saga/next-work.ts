import type { StepRow } from '#src/checkout-tables.ts';

import type { SagaFacts, SagaStep } from './step.ts';
import { CLOSE, SAGA_STEPS } from './steps.ts';

/** What a saga has to do next. */
export type Work =
  | { readonly kind: 'send'; readonly step: SagaStep; readonly input: object }
  | {
      readonly kind: 'undo';
      readonly step: SagaStep;
      readonly command: string;
      readonly input: object;
      /** True where a refusal means that there is nothing to do. */
      readonly mayRefuse: boolean;
    }
  | { readonly kind: 'skip'; readonly name: string }
  | { readonly kind: 'close' }
  | { readonly kind: 'rest' };

const FINISHED = new Set<StepRow['status']>(['DONE', 'SKIPPED', 'FAILED']);

/** Reads off its steps what comes next: forward to the end, or back over everything that may have had an effect. */
export function nextWork(facts: SagaFacts, steps: ReadonlyMap<string, StepRow>): Work {
  switch (facts.saga.state) {
    case 'RUNNING':
      return nextForward(facts, steps);
    case 'COMPENSATING':
    case 'STUCK':
      return nextBackward(facts, steps);
    case 'WAITING':
    case 'DONE':
    case 'COMPENSATED':
      return { kind: 'rest' };
  }
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
    const call = facts.saga.failure?.keepsHold === true ? (step.keep ?? step.undo) : step.undo;
    const input = row !== undefined && hasEffect(row) ? call?.input(facts) : undefined;
    if (call !== null && input !== undefined) {
      return { kind: 'undo', step, command: call.command, input, mayRefuse: call === step.keep };
    }
  }
  return { kind: 'close' };
}

function hasEffect({ status, isUncertain }: StepRow): boolean {
  return status === 'DONE' || status === 'RUNNING' || (status === 'FAILED' && isUncertain);
}

/** Whether a failure can still be taken back: the order does not exist, and nobody may have been told to make it. */
export function canTurnBack(steps: ReadonlyMap<string, StepRow>): boolean {
  const pivot = SAGA_STEPS.find(({ isPivot }) => isPivot === true);
  const row = pivot && steps.get(pivot.name);
  return row === undefined || (row.status !== 'DONE' && !row.isUncertain);
}

/** All steps in their order, for people: those that were not reached are pending. */
export const STEP_NAMES: readonly string[] = [...SAGA_STEPS.map(({ name }) => name), CLOSE];
