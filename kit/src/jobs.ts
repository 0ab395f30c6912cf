import { sleep } from './clock.ts';
import type { Logger } from './log.ts';

/** Work a service repeats in the background. It may run in several processes at once, so it must bear that. */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<void>;
}

/** Runs every job again and again until the signal aborts; resolves when the last run has ended. */
export async function startJobs(
  jobs: readonly Job[],
  { log, signal }: { readonly log: Logger; readonly signal: AbortSignal },
): Promise<void> {
  await Promise.all(
    jobs.map(async ({ name, everyMs, run }) => {
      while (!signal.aborted) {
        try {
          await run();
        } catch (error) {
          log.error({ error, job: name }, 'job failed');
        }
        await sleep(everyMs, signal);
      }
    }),
  );
}
