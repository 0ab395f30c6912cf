import type { Logger } from '@supergraph/kit/log';

/** Runs what an answer must not wait for. A failure is logged by name only: its message could hold an address. */
export type RunInBackground = (name: string, job: () => Promise<void>) => void;

export function createBackground(log: Logger): RunInBackground {
  return (name, job) => {
    setImmediate(() => {
      job().catch((error: unknown) => {
        const reason = error instanceof Error ? error.name : typeof error;
        log.error({ job: name, reason }, 'background work failed');
      });
    });
  };
}
