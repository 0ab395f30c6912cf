import type { GoneListener, GoneSignal } from '#src/fetchers/scope.ts';

/** Tells the fetches of one request that its client went away. An AbortSignal would do, at ten times the cost. */
export class Departure implements GoneSignal {
  aborted = false;
  #listeners: GoneListener[] | undefined;

  addEventListener(_type: 'abort', listener: GoneListener): void {
    this.#listeners ??= [];
    this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: GoneListener): void {
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
      listener.handleEvent();
    }
  }
}
