import type { Logger } from './log.ts';

/**
 * Stops once on SIGTERM, SIGINT, or when the process that started this one (over IPC) is gone. Ctrl-C reaches both of
 * these: then this one waits for SIGTERM, since the other one knows the order in which processes end.
 */
export function drainOnStop(log: Logger, close: () => Promise<void>): void {
  let stopping = false;
  const stop = (reason: string): void => {
    if (stopping) {
      return;
    }
    stopping = true;
    log.info({ reason }, 'draining');
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error }, 'could not drain');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', (reason) => {
    if (!process.connected) {
      stop(reason);
    }
  });
  if (process.connected) {
    process.once('disconnect', () => stop('parent gone'));
  } else if (process.send !== undefined) {
    // There was a channel, and it closed while this process was starting.
    stop('parent gone');
  }
}
