import { pino } from 'pino';

export type Logger = pino.Logger;

export interface LogOptions {
  readonly service: string;
  readonly level: string;
}

/** One JSON line an event on stdout. Secrets that a header could carry never reach it. */
export function createLogger({ service, level }: LogOptions): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { error: pino.stdSerializers.err },
    redact: ['authorization', 'cookie', '*.authorization', '*.cookie', '*.password', '*.token'],
  };
  return pino(options, openStdout());
}

/**
 * Standard output through Node's own stream: pino's own writer tries again for ever, blocking the process, once nobody
 * reads the pipe any more, so a service whose parent was killed would never end.
 */
function openStdout(): pino.DestinationStream {
  const { stdout } = process;
  if (stdout.listenerCount('error') === 0) {
    stdout.on('error', () => undefined);
  }
  return { write: (line) => void stdout.write(line) };
}
