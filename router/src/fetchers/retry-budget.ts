const FLOOR = 10;
const CEILING = 100;

/** How many retries a subgraph may get: a share of its requests, and a few more so that a quiet subgraph gets some. */
export class RetryBudget {
  readonly #share: number;
  #tokens = FLOOR;
  #refilledAt = 0;

  constructor(percent: number) {
    this.#share = percent / 100;
  }

  deposit(): void {
    this.#tokens = Math.min(CEILING, this.#tokens + this.#share);
  }

  /** Below the floor a token a second comes back by itself. */
  tryTake(now: number): boolean {
    if (this.#tokens < FLOOR) {
      this.#tokens = Math.min(FLOOR, this.#tokens + (now - this.#refilledAt) / 1000);
    }
    this.#refilledAt = now;
    if (this.#tokens < 1) {
      return false;
    }
    this.#tokens -= 1;
    return true;
  }
}
