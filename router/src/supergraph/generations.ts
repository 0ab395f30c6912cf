import type { Snapshot } from './snapshot.ts';

export type GenerationState =
  | { readonly phase: 'waiting for a supergraph' }
  | { readonly phase: 'serving'; readonly generation: Generation }
  | { readonly phase: 'stopped' };

/** A snapshot and the operations that began on it. */
interface Generation {
  readonly snapshot: Snapshot;
  inFlight: number;
  retired: boolean;
}

export interface Generations {
  readonly phase: GenerationState['phase'];
  /** Builds the SDL's generation and swaps to it. Throws and keeps the last one when it cannot be built. */
  load(sdl: string): Promise<Snapshot>;
  /** Runs on the generation of this moment, which stays open until the run ends. Undefined when there is none. */
  run<T>(use: (snapshot: Snapshot) => Promise<T>): Promise<T> | undefined;
  stop(): Promise<void>;
}

/** The current generation. Operations finish on the one they began on. */
export function createGenerations(build: (sdl: string) => Promise<Snapshot>): Generations {
  let state: GenerationState = { phase: 'waiting for a supergraph' };
  let loading: Promise<unknown> = Promise.resolve();
  const retire = (): Promise<void> => {
    if (state.phase !== 'serving') {
      return Promise.resolve();
    }
    state.generation.retired = true;
    return closeWhenIdle(state.generation);
  };
  const swap = async (sdl: string): Promise<Snapshot> => {
    const snapshot = await build(sdl);
    const retired = retire();
    state = { phase: 'serving', generation: { snapshot, inFlight: 0, retired: false } };
    await retired;
    return snapshot;
  };
  return {
    get phase() {
      return state.phase;
    },
    load(sdl) {
      const loaded = loading.then(() => swap(sdl));
      loading = loaded.catch(() => undefined);
      return loaded;
    },
    run: (use) => (state.phase === 'serving' ? runOn(state.generation, use) : undefined),
    async stop() {
      await loading;
      const retired = retire();
      state = { phase: 'stopped' };
      await retired;
    },
  };
}

async function runOn<T>(
  generation: Generation,
  use: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  generation.inFlight += 1;
  try {
    return await use(generation.snapshot);
  } finally {
    generation.inFlight -= 1;
    await closeWhenIdle(generation);
  }
}

async function closeWhenIdle({ retired, inFlight, snapshot }: Generation): Promise<void> {
  if (retired && inFlight === 0) {
    await snapshot.close();
  }
}
