import type { FetchPath } from '#src/planning/fetch-plan.ts';

/** Places that go out together. */
export class Round {
  readonly paths: FetchPath[] = [];
  readonly done: Promise<void>;
  readonly #start: () => void;
  readonly #timer: NodeJS.Immediate;
  #joined = 0;

  constructor(run: () => Promise<void>) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.done = promise;
    this.#start = () => void run().then(resolve, reject);
    this.#timer = setImmediate(this.#start);
  }

  add(paths: readonly FetchPath[], members: number): void {
    this.paths.push(...paths);
    this.#joined += 1;
    if (this.#joined === members) {
      clearImmediate(this.#timer);
      this.#start();
    }
  }
}
