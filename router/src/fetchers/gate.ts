/** Who waits for a place. */
export interface Queued {
  /** Called with the place. */
  send(): void;
}

/** How many calls a subgraph has at once, and who waits for a place, in order. */
export class Gate {
  readonly #max: number;
  readonly #maxWaiting: number;
  readonly #onQueue: (depth: number) => void;
  readonly #waiting = new Set<Queued>();
  #active = 0;

  constructor(max: number, maxWaiting: number, onQueue: (depth: number) => void) {
    this.#max = max;
    this.#maxWaiting = maxWaiting;
    this.#onQueue = onQueue;
  }

  tryEnter(): boolean {
    if (this.#active >= this.#max) {
      return false;
    }
    this.#active += 1;
    return true;
  }

  tryQueue(queued: Queued): boolean {
    if (this.#waiting.size >= this.#maxWaiting) {
      return false;
    }
    this.#waiting.add(queued);
    this.#onQueue(this.#waiting.size);
    return true;
  }

  cancel(queued: Queued): void {
    this.#waiting.delete(queued);
    this.#onQueue(this.#waiting.size);
  }

  /** Hands the place on to who waits longest. */
  leave(): void {
    if (this.#waiting.size > 0) {
      const [next] = this.#waiting;
      this.#waiting.delete(next as Queued);
      this.#onQueue(this.#waiting.size);
      next?.send();
      return;
    }
    this.#active -= 1;
  }
}
