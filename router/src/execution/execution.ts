import type { OperationScope } from '#src/fetchers/scope.ts';

import type { ReportedError } from './execution-error.ts';
import type { Round } from './round.ts';
import type { Tree } from './tree.ts';

/** One run of a compiled operation: what it was given and what it has found so far. */
export class Execution {
  readonly data: Tree = {};
  readonly errors: ReportedError[] = [];
  /** Whether a list may stand in several places of the data. */
  sharesLists = false;
  /** Fetches that are about to leave, by what gathers them. */
  readonly rounds = new Map<object, Round>();
  readonly scope: OperationScope;
  readonly #variables: Readonly<Record<string, unknown>>;
  readonly #written = new Map<string, string>();

  constructor(variables: Readonly<Record<string, unknown>>, scope: OperationScope) {
    this.#variables = variables;
    this.scope = scope;
  }

  /** `"name":value` of a variable, or an empty string when the request has none of that name. */
  writeVariable(name: string, value: string): string {
    const known = this.#written.get(name);
    if (known !== undefined) {
      return known;
    }
    const given = Object.hasOwn(this.#variables, value) ? this.#variables[value] : undefined;
    const text = given === undefined ? '' : `${JSON.stringify(name)}:${JSON.stringify(given)}`;
    this.#written.set(name, text);
    return text;
  }
}

/** One step of a plan. Resolves when it is done; what fails in it is an error of the execution. */
export type Step = (execution: Execution) => Promise<void>;
