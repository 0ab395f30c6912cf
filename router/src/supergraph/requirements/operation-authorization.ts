import type { CompiledAuthorization } from './compile-authorization.ts';
import { Denial } from './denial.ts';
import { type Grants, isSatisfied } from './grants.ts';

/** One operation has few kinds of callers; a crowd of odd ones must not fill the memory. */
const MAX_DENIALS = 64;

/** Decides what of one operation a caller may not have. Denials that were found once are remembered. */
export class OperationAuthorization {
  readonly compiled: CompiledAuthorization;
  /** Nothing in it needs anything, whoever asks. */
  readonly isOpen: boolean;
  readonly #denials = new Map<string, Denial>();

  constructor(compiled: CompiledAuthorization) {
    this.compiled = compiled;
    this.isOpen = compiled.requirements.length === 0;
  }

  /** Undefined when the caller may have everything. */
  decide(grants: Grants): Denial | undefined {
    const { requirements } = this.compiled;
    let denied: number[] | undefined;
    for (let index = 0; index < requirements.length; index += 1) {
      const requirement = requirements[index];
      if (requirement !== undefined && !isSatisfied(requirement, grants)) {
        denied ??= [];
        denied.push(index);
      }
    }
    return denied && this.#findDenial(denied);
  }

  #findDenial(requirements: readonly number[]): Denial {
    const key = requirements.join('.');
    const known = this.#denials.get(key);
    if (known !== undefined) {
      return known;
    }
    if (this.#denials.size >= MAX_DENIALS) {
      this.#denials.clear();
    }
    const denial = new Denial(this.compiled, requirements);
    this.#denials.set(key, denial);
    return denial;
  }
}
