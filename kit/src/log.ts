import { pino } from 'pino';

export type Logger = pino.Logger;

export interface LogOptions {
  readonly service: string;
  readonly level: string;
}

/** One JSON line an event on stdout. Secrets that a header could carry never reach it. */
export function createLogger({ service, level }: LogOptions): Logger {
  return pino({
    level,
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { error: pino.stdSerializers.err },
    redact: ['authorization', 'cookie', '*.authorization', '*.cookie', '*.password', '*.token'],
  });
}
