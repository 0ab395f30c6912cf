import type { FetchPath } from '#src/planning/fetch-plan.ts';

import type { Execution, Step } from './execution.ts';
import { Round } from './round.ts';

/** Fetches the entities at some paths. */
export type FetchAt = (execution: Execution, paths: readonly FetchPath[]) => Promise<void>;

/**
 * One fetch that a plan makes at several places, each when its objects are there. Those that are due in one turn of
 * the event loop go out as one request; none waits for another.
 */
export class Gathering {
  readonly #fetchAt: FetchAt;
  #members = 0;

  constructor(fetchAt: FetchAt) {
    this.#fetchAt = fetchAt;
  }

  /** The step of one of the places. */
  join(paths: readonly FetchPath[]): Step {
    this.#members += 1;
    return (execution) =>
      this.#members === 1 ? this.#fetchAt(execution, paths) : this.#add(execution, paths);
  }

  #add(execution: Execution, paths: readonly FetchPath[]): Promise<void> {
    let round = execution.rounds.get(this);
    if (round === undefined) {
      round = new Round(() => {
        execution.rounds.delete(this);
        return this.#fetchAt(execution, round?.paths ?? []);
      });
      execution.rounds.set(this, round);
    }
    round.add(paths, this.#members);
    return round.done;
  }
}
