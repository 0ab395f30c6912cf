import { pino, symbols } from 'pino';

import { type LogSink, createLogSink } from './log-sink.ts';

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

let stdout: LogSink | undefined;

/**
 * Standard output through Node's own stream: pino's own writer tries again for ever, blocking the process, once nobody
 * reads the pipe any more, so a service whose parent was killed would never end.
 */
function openStdout(): LogSink {
  stdout ??= createLogSink(process.stdout);
  return stdout;
}

/** Writes an event at info whose fields are JSON already: `"status":200,"ms":1.5`. Nothing is redacted. */
export type WriteLine = (fields: string, message: string) => void;

/**
 * A quicker way into a logger, for an event so frequent that the logger's own work would show. The lines have the
 * logger's bindings and may leave a few milliseconds later. Undefined when the logger leaves out what is at info.
 */
export function createLineWriter(log: Logger, now: () => number): WriteLine | undefined {
  if (!log.isLevelEnabled('info')) {
    return undefined;
  }
  const { [symbols.streamSym]: stream, [symbols.chindingsSym]: bindings } = log as unknown as {
    [symbols.streamSym]: pino.DestinationStream & Partial<LogSink>;
    [symbols.chindingsSym]: string;
  };
  const timeAt = createTimeText();
  return (fields, message) => {
    const line = `{"level":"info","time":"${timeAt(now())}"${bindings},${fields},"msg":"${message}"}\n`;
    if (stream.writeSoon === undefined) {
      stream.write(line);
    } else {
      stream.writeSoon(line);
    }
  };
}

/** ISO times, made once a millisecond. */
function createTimeText(): (at: number) => string {
  let last = Number.NaN;
  let text = '';
  return (at) => {
    if (at !== last) {
      last = at;
      text = new Date(at).toISOString();
    }
    return text;
  };
}
