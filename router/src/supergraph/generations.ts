import type { Snapshot } from './snapshot.ts';

export type GenerationState =
  | { readonly phase: 'waiting for a supergraph' }
  | { readonly phase: 'serving'; readonly snapshot: Snapshot }
  | { readonly phase: 'stopped' };

export interface Generations {
  readonly phase: GenerationState['phase'];
  /** The generation of this moment. Who takes it runs on it to the end, whatever is loaded meanwhile. */
  readonly current: Snapshot | undefined;
  /** Builds the SDL's generation and swaps to it, one after the other. Rejects and keeps the last one when it cannot be built. */
  load(sdl: string): Promise<Snapshot>;
  stop(): Promise<void>;
}

/** `build` makes a generation ready to serve, beside the one that serves, which it is given. */
export function createGenerations(
  build: (sdl: string, previous: Snapshot | undefined) => Promise<Snapshot>,
): Generations {
  let state: GenerationState = { phase: 'waiting for a supergraph' };
  let loading: Promise<unknown> = Promise.resolve();
  const swap = async (sdl: string): Promise<Snapshot> => {
    const previous = state.phase === 'serving' ? state.snapshot : undefined;
    if (previous?.sdl === sdl) {
      return previous;
    }
    const snapshot = await build(sdl, previous);
    state = { phase: 'serving', snapshot };
    return snapshot;
  };
  return {
    get phase() {
      return state.phase;
    },
    get current() {
      return state.phase === 'serving' ? state.snapshot : undefined;
    },
    load(sdl) {
      const loaded = loading.then(() => swap(sdl));
      loading = loaded.catch(() => undefined);
      return loaded;
    },
    async stop() {
      await loading;
      state = { phase: 'stopped' };
    },
  };
}
