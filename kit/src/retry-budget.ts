const MOST_SAVED = 10;
const EARNED_BY_A_CALL = 0.1;

export interface RetryBudget {
  /** To be called once for each call, whatever comes of it. */
  earn(): void;
  /** Takes one retry, if there is one left. */
  take(): boolean;
}

/** Retries add at most a tenth to the calls, after ten to begin with: an outage is not made worse by asking three times as much. */
export function createRetryBudget(): RetryBudget {
  let saved = MOST_SAVED;
  return {
    earn() {
      saved = Math.min(MOST_SAVED, saved + EARNED_BY_A_CALL);
    },
    take() {
      if (saved < 1) {
        return false;
      }
      saved -= 1;
      return true;
    },
  };
}
