import type { CompiledOperation, OperationResult } from '#src/execution/compile-operation.ts';
import { fingerprintOf } from '#src/fetchers/flat-headers.ts';
import type { OperationScope } from '#src/fetchers/scope.ts';

import { SharedRun } from './shared-run.ts';

export interface Running {
  readonly compiled: CompiledOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly scope: OperationScope;
}

export type RunCompiled = (running: Running) => Promise<OperationResult>;

export interface RunOptions {
  /** Whether equal queries to a subgraph that are on their way at once make one call. */
  readonly sharesFetches: (subgraph: string) => boolean;
  /** Whether an operation may join an equal one that has got answers already. */
  readonly sharesOperations: boolean;
}

/**
 * Runs operations. Equal queries of equal callers whose fetches would be shared from the first one on are run once:
 * all that follows is the same. Equal is what can change the answer: the compiled operation (which is of one
 * generation, variant, set of conditions and denials), the variables, and what each of its subgraphs is told of the
 * caller.
 */
export function createRunCompiled({ sharesFetches, sharesOperations }: RunOptions): RunCompiled {
  const running = new WeakMap<CompiledOperation, Map<string, SharedRun>>();
  const isShareable = ({ isMutation, subgraphs }: CompiledOperation): boolean =>
    !isMutation && subgraphs.length > 0 && (sharesOperations || subgraphs.every(sharesFetches));
  return async ({ compiled, variables, scope }) => {
    // Headers of answers go to the client whose operation asked for them.
    if (!isShareable(compiled) || scope.takeHeaders !== undefined) {
      return compiled.run(variables, scope);
    }
    const equals = running.get(compiled) ?? new Map<string, SharedRun>();
    running.set(compiled, equals);
    const key = keyOf({ compiled, variables, scope });
    const equal = equals.get(key);
    if (equal !== undefined && (sharesOperations || !equal.hasAnswers)) {
      return (await equal.join(scope)) ?? compiled.run(variables, scope);
    }
    const own = new SharedRun(scope);
    equals.set(key, own);
    try {
      return await own.start((shared) => compiled.run(variables, shared));
    } finally {
      if (equals.get(key) === own) {
        equals.delete(key);
      }
    }
  };
}

function keyOf({ compiled, variables, scope }: Running): string {
  let key = JSON.stringify(variables);
  for (const name of compiled.subgraphs) {
    key += `\n\n${fingerprintOf(scope.headersFor(name))}`;
  }
  return key;
}
