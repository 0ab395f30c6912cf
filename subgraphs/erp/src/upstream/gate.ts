/** Lets so many in at once; the others wait in line, up to a time. */
export interface Gate {
  /** The function that leaves it again; undefined when there was no place in time. */
  enter(waitMs: number): Promise<(() => void) | undefined>;
}

interface Waiting {
  readonly admit: () => void;
}

export function createGate(places: number): Gate {
  let taken = 0;
  const line: Waiting[] = [];
  const leave = (): void => {
    const next = line.shift();
    if (next === undefined) {
      taken -= 1;
    } else {
      // The place is handed on.
      next.admit();
    }
  };
  return {
    async enter(waitMs) {
      if (taken < places) {
        taken += 1;
        return once(leave);
      }
      return new Promise((resolve) => {
        const waiting = {
          admit() {
            clearTimeout(timer);
            resolve(once(leave));
          },
        };
        const timer = setTimeout(() => {
          line.splice(line.indexOf(waiting), 1);
          resolve(undefined);
        }, waitMs);
        line.push(waiting);
      });
    },
  };
}

function once(run: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) {
      isDone = true;
      run();
    }
  };
}
