import type { OperationResult } from '#src/execution/compile-operation.ts';
import type { GoneListener, GoneSignal, OperationScope } from '#src/fetchers/scope.ts';

/** One run that several equal operations wait for. It is given up when all their clients are gone. */
export class SharedRun implements GoneSignal {
  readonly #scope: OperationScope;
  readonly #listeners = new Set<GoneListener>();
  #waiting = 0;
  #result: Promise<OperationResult> | undefined;
  aborted = false;

  /** `scope` is that of the first of them. */
  constructor(scope: OperationScope) {
    this.#scope = scope;
    this.#wait(scope);
  }

  /** Whether a subgraph has answered something of it. */
  get hasAnswers(): boolean {
    return this.#scope.fetches.length > 0;
  }

  start(run: (scope: OperationScope) => Promise<OperationResult>): Promise<OperationResult> {
    this.#result = run({ ...this.#scope, signal: this });
    return this.#result;
  }

  /** The result as another operation's own; undefined when it is the first one's alone, as cookies are. */
  async join(scope: OperationScope): Promise<OperationResult | undefined> {
    this.#wait(scope);
    const result = await this.#result?.catch(() => undefined);
    return result === undefined || this.#scope.cookies.length > 0
      ? undefined
      : relabel(result, scope);
  }

  addEventListener(_type: 'abort', listener: GoneListener): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: GoneListener): void {
    this.#listeners.delete(listener);
  }

  #wait({ signal }: OperationScope): void {
    this.#waiting += 1;
    if (signal?.aborted === true) {
      this.#leave();
    } else {
      signal?.addEventListener('abort', { handleEvent: () => this.#leave() });
    }
  }

  #leave(): void {
    this.#waiting -= 1;
    if (this.#waiting === 0 && !this.aborted) {
      this.aborted = true;
      for (const listener of this.#listeners) {
        listener.handleEvent();
      }
    }
  }
}

/** Errors name the request under which their cause is looked for; each client is told its own. */
function relabel(
  { text, errors }: OperationResult,
  { requestId, correlationId }: OperationScope,
): OperationResult {
  return {
    text,
    errors: errors.map((error) =>
      error.extensions['requestId'] === undefined
        ? error
        : { ...error, extensions: { ...error.extensions, requestId, correlationId } },
    ),
  };
}
