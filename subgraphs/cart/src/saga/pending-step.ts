import type { StepRow } from '#src/checkout-tables.ts';

/** A step before anything was done about it. */
export function pendingStep(sagaId: string, name: string): StepRow {
  return {
    sagaId,
    name,
    status: 'PENDING',
    attempts: 0,
    isUncertain: false,
    error: null,
    startedAt: null,
    finishedAt: null,
    compensatedAt: null,
  };
}
