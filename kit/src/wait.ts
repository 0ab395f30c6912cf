import type { Database } from './database.ts';

// Another process may write to the same file, and its commits cannot be heard.
const POLL_MS = 1000;

export interface WaitOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Calls `find` after every commit until it finds something. Answers undefined when time is up or the signal aborts. */
export async function waitFor<Found>(
  db: Database,
  find: () => Promise<Found | undefined>,
  { timeoutMs, signal }: WaitOptions,
): Promise<Found | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const committed = listenOnce(db, signal);
    const found = await find();
    const leftMs = deadline - performance.now();
    if (found !== undefined || leftMs <= 0 || signal?.aborted) {
      committed.stop();
      return found;
    }
    await committed.within(Math.min(POLL_MS, leftMs));
  }
}

/** Listens from now on, so that a commit between looking and waiting is not missed. */
function listenOnce(
  db: Database,
  signal: AbortSignal | undefined,
): { within(ms: number): Promise<void>; stop(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const unsubscribe = db.onCommit(resolve);
  const wake = (): void => resolve();
  signal?.addEventListener('abort', wake);
  const stop = (): void => {
    unsubscribe();
    signal?.removeEventListener('abort', wake);
  };
  return {
    stop,
    async within(ms) {
      const timer = setTimeout(resolve, ms);
      await promise;
      clearTimeout(timer);
      stop();
    },
  };
}
