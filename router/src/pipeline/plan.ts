import type { CompiledOperation } from '#src/execution/compile-operation.ts';
import type { Circumstances, KnownOperation } from '#src/supergraph/known-operation.ts';

import { PipelineError } from './errors.ts';

/** Counts how often a plan was there already. */
export interface PlanObserver {
  planCacheHit(): void;
  planCacheMiss(): void;
}

/**
 * The operation, planned and compiled for the circumstances of this request: now, or before. Rejects with PLAN_FAILED
 * when a part of it has no way to a subgraph, or the whole too many.
 */
export function plan(
  operation: KnownOperation,
  circumstances: Circumstances,
  observer: PlanObserver,
): CompiledOperation | Promise<CompiledOperation> {
  const known = operation.findCompiled(circumstances);
  if (known !== undefined) {
    observer.planCacheHit();
    return known;
  }
  observer.planCacheMiss();
  return operation.compile(circumstances).catch((error: unknown) => {
    throw new PipelineError(
      'PLAN_FAILED',
      'The operation cannot be planned. Ask for less at once.',
      {
        cause: error,
      },
    );
  });
}
