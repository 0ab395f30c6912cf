import type { BreakerState } from '#src/telemetry/metrics.ts';

export interface BreakerOptions {
  readonly failurePercent: number;
  readonly minCalls: number;
  readonly windowMs: number;
  readonly openMs: number;
  readonly probes: number;
  readonly rampMs: number;
}

/** While the share of calls that go through grows, so many go through whatever the share. */
const FREE_CALLS_A_SECOND = 20;

/**
 * Keeps calls from a subgraph that fails: opens on the share of failures in a window, lets a few probes through after a
 * while, and when they succeed lets more and more calls through.
 */
export class Breaker {
  readonly #options: BreakerOptions;
  readonly #onChange: (state: BreakerState) => void;
  #state: BreakerState = 'closed';
  #since = -Infinity;
  #windowAt = 0;
  #calls = 0;
  #failures = 0;
  #probing = 0;
  #healed = 0;
  #credit = 0;
  #isRamping = false;
  #secondAt = 0;
  #inSecond = 0;

  constructor(options: BreakerOptions, onChange: (state: BreakerState) => void) {
    this.#options = options;
    this.#onChange = onChange;
  }

  /** Whether a call may be made. Each that may is to be told of by `record` or `forget`. */
  tryPass(now: number): boolean {
    if (this.#state === 'closed') {
      return !this.#isRamping || this.#tryRamp(now);
    }
    if (this.#state === 'open') {
      if (now - this.#since < this.#options.openMs) {
        return false;
      }
      this.#enter('half-open', now);
    }
    if (this.#probing + this.#healed >= this.#options.probes) {
      return false;
    }
    this.#probing += 1;
    return true;
  }

  record(isFailure: boolean, now: number): void {
    if (this.#state === 'closed') {
      this.#count(isFailure, now);
    } else if (this.#state === 'half-open') {
      this.#judgeProbe(isFailure, now);
    }
  }

  /** The call was given up without a finding. */
  forget(): void {
    this.#probing = Math.max(0, this.#probing - 1);
  }

  #judgeProbe(isFailure: boolean, now: number): void {
    this.#probing = Math.max(0, this.#probing - 1);
    if (isFailure) {
      this.#enter('open', now);
      return;
    }
    this.#healed += 1;
    if (this.#healed >= this.#options.probes) {
      this.#enter('closed', now);
      this.#isRamping = true;
    }
  }

  #count(isFailure: boolean, now: number): void {
    const { windowMs, minCalls, failurePercent } = this.#options;
    if (now - this.#windowAt > windowMs) {
      // Half of the last window stays, so that its end is not a blind spot.
      const isFresh = now - this.#windowAt < 2 * windowMs;
      this.#calls = isFresh ? this.#calls / 2 : 0;
      this.#failures = isFresh ? this.#failures / 2 : 0;
      this.#windowAt = now;
    }
    this.#calls += 1;
    this.#failures += isFailure ? 1 : 0;
    if (
      isFailure &&
      this.#calls >= minCalls &&
      this.#failures * 100 >= this.#calls * failurePercent
    ) {
      this.#enter('open', now);
    }
  }

  #tryRamp(now: number): boolean {
    const share = (now - this.#since) / this.#options.rampMs;
    if (share >= 1) {
      this.#isRamping = false;
      return true;
    }
    // What is little anyway cannot run a subgraph down again, and nobody should wait for it.
    if (now - this.#secondAt >= 1000) {
      this.#secondAt = now;
      this.#inSecond = 0;
    }
    this.#inSecond += 1;
    if (this.#inSecond <= FREE_CALLS_A_SECOND) {
      return true;
    }
    this.#credit += Math.max(0.1, share);
    if (this.#credit < 1) {
      return false;
    }
    this.#credit -= 1;
    return true;
  }

  #enter(state: BreakerState, now: number): void {
    this.#state = state;
    this.#since = now;
    this.#calls = 0;
    this.#failures = 0;
    this.#probing = 0;
    this.#healed = 0;
    this.#credit = 0;
    this.#isRamping = false;
    this.#onChange(state);
  }
}
