/** Runs what an answer must not wait for. A failure is logged by name and code: its message could hold an address. */
export type RunInBackground = (name: string, job: () => Promise<void>) => void;

interface FaultLog {
  error(entry: object, message: string): void;
}

export function createBackground(log: FaultLog): RunInBackground {
  return (name, job) => {
    setImmediate(() => {
      job().catch((error: unknown) => {
        log.error({ job: name, reason: reasonOf(error) }, 'background work failed');
      });
    });
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return typeof error;
  }
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
}
