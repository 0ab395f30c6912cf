import type { Writable } from 'node:stream';

/** Where log lines go: whole lines, in order. */
export interface LogSink {
  /** Writes the line, and those that wait before it, now. */
  write(line: string): void;
  /** Leaves the line for the next write, at most `BATCH_MS` away. */
  writeSoon(line: string): void;
  flushSync(): void;
}

const BATCH_MS = 5;
const MAX_BATCH_CHARS = 32_768;
/** What a reader that does not keep up may leave in memory. */
const MAX_BACKLOG_BYTES = 8_388_608;

/**
 * A sink over standard output: frequent lines leave in batches, the rest of them at the end of the process.
 * A reader that is too slow costs lines, one that is gone costs nothing; neither stops the process.
 */
export function createLogSink(stream: Writable): LogSink {
  const sink = new BatchingSink(stream);
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') {
      sink.close();
    }
  });
  process.once('exit', () => sink.flushSync());
  return sink;
}

class BatchingSink implements LogSink {
  readonly #stream: Writable;
  readonly #flush = (): void => this.flushSync();
  #waiting = '';
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #dropped = 0;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  write(line: string): void {
    this.#waiting += line;
    this.flushSync();
  }

  writeSoon(line: string): void {
    this.#waiting += line;
    if (this.#waiting.length > MAX_BATCH_CHARS) {
      this.flushSync();
    } else {
      this.#timer ??= setTimeout(this.#flush, BATCH_MS).unref();
    }
  }

  flushSync(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#waiting;
    this.#waiting = '';
    if (lines === '' || this.#isClosed) {
      return;
    }
    if (this.#stream.writableLength > MAX_BACKLOG_BYTES) {
      this.#dropped += lines.split('\n').length - 1;
      return;
    }
    if (this.#dropped > 0) {
      this.#stream.write(`{"level":"warn","lines":${this.#dropped},"msg":"log lines lost"}\n`);
      this.#dropped = 0;
    }
    this.#stream.write(lines);
  }

  close(): void {
    this.#isClosed = true;
  }
}
