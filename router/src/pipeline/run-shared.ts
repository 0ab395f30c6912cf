import type { CompiledOperation, OperationResult } from '#src/execution/compile-operation.ts';
import { fingerprintOf } from '#src/fetchers/flat-headers.ts';
import type { OperationScope } from '#src/fetchers/scope.ts';

export interface Running {
  readonly compiled: CompiledOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly scope: OperationScope;
}

export type RunCompiled = (running: Running) => Promise<OperationResult>;

/** Runs each operation for itself. */
export const runAlone: RunCompiled = ({ compiled, variables, scope }) =>
  compiled.run(variables, scope);

/**
 * Lets equal queries of equal callers that run at once have one result. Equal is what can change the answer: the
 * compiled operation (which is of one generation, variant, set of conditions and denials), the variables, and what each
 * of its subgraphs is told of the caller. A result with errors or cookies is its caller's alone: the others then run.
 */
export function createRunShared(): RunCompiled {
  const running = new WeakMap<
    CompiledOperation,
    Map<string, Promise<OperationResult | undefined>>
  >();
  return async ({ compiled, variables, scope }) => {
    if (compiled.isMutation) {
      return compiled.run(variables, scope);
    }
    const equals = running.get(compiled) ?? new Map<string, Promise<OperationResult | undefined>>();
    running.set(compiled, equals);
    const key = keyOf({ compiled, variables, scope });
    const shared = await equals.get(key);
    if (shared !== undefined) {
      return shared;
    }
    const result = compiled.run(variables, scope);
    const plain = result.then(
      (found) => (found.errors.length + scope.cookies.length === 0 ? found : undefined),
      () => undefined,
    );
    equals.set(key, plain);
    void plain.then(() => equals.delete(key));
    return result;
  };
}

function keyOf({ compiled, variables, scope }: Running): string {
  const callers = compiled.subgraphs.map((name) => fingerprintOf(scope.headersFor(name)));
  return `${JSON.stringify(variables)}\n${callers.join('\n\n')}`;
}
