import type { GoneSignal } from '#src/fetchers/scope.ts';

type Listener = () => void;

/** Tells the fetches of one request that its client went away. An AbortSignal would do, at ten times the cost. */
export class Departure implements GoneSignal {
  aborted = false;
  #listeners: Listener[] | undefined;

  addEventListener(_type: 'abort', listener: Listener): void {
    this.#listeners ??= [];
    this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: Listener): void {
    const at = this.#listeners?.indexOf(listener) ?? -1;
    if (at !== -1) {
      this.#listeners?.splice(at, 1);
    }
  }

  /** Calls each listener once. */
  abort(): void {
    const listeners = this.#listeners ?? [];
    this.aborted = true;
    this.#listeners = undefined;
    for (const listener of listeners) {
      listener();
    }
  }
}
