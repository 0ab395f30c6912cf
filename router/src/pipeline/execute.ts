import type { OperationScope } from '#src/fetchers/scope.ts';
import type { Generations } from '#src/supergraph/generations.ts';
import type { SnapshotResult } from '#src/supergraph/snapshot.ts';

import { PipelineError } from './errors.ts';
import type { OperationParams, ResolvedOperation } from './facts.ts';

export interface Execution extends SnapshotResult {
  /** Which supergraph answered. */
  readonly generation: string;
}

export interface ExecutionOptions {
  readonly generations: Generations;
  readonly scope: OperationScope;
  readonly operation: ResolvedOperation;
}

/** Parses, validates, plans and runs the operation on the current generation. Throws NOT_READY when there is none. */
export async function execute(
  params: OperationParams,
  options: ExecutionOptions,
): Promise<Execution> {
  const { generations, scope, operation } = options;
  const running = generations.run(async (snapshot) => ({
    generation: snapshot.id,
    ...(await snapshot.execute({ ...params, context: { scope, operation } })),
  }));
  if (running === undefined) {
    throw new PipelineError('NOT_READY', 'No supergraph is loaded. Try again.', {
      headers: { 'retry-after': '1' },
    });
  }
  return running;
}
