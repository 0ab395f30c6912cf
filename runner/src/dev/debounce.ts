export interface Debounce {
  /** Runs the last of them when there was none for a while, each name by itself. */
  run(name: string, task: () => void): void;
  stop(): void;
}

export function createDebounce(quietMs: number): Debounce {
  const waiting = new Map<string, NodeJS.Timeout>();
  return {
    run(name, task) {
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
