export interface Debounce {
  /** Runs the task when nothing more was asked of that name for so long; only the last one. */
  run(name: string, quietMs: number, task: () => void): void;
  /** Nothing that waits is run any more. */
  stop(): void;
}

export function createDebounce(): Debounce {
  const waiting = new Map<string, NodeJS.Timeout>();
  return {
    run(name, quietMs, task) {
      clearTimeout(waiting.get(name));
      const fire = (): void => {
        waiting.delete(name);
        task();
      };
      waiting.set(name, setTimeout(fire, quietMs));
    },
    stop() {
      waiting.forEach((timer) => clearTimeout(timer));
      waiting.clear();
    },
  };
}
