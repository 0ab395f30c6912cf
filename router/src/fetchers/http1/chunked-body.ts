import { MalformedResponse } from './response-head.ts';

const SIZE_LINE = /^(?<size>[0-9a-f]{1,8})[ \t]*(?:;.*)?$/iu;
const MAX_LINE_BYTES = 4096;
const MAX_TRAILER_BYTES = 65_536;

type State = 'size' | 'data' | 'end of data' | 'trailer' | 'done';

/** Takes the chunks out of a chunked body, however its bytes are cut. RFC 9112, section 7.1. */
export class ChunkedBody {
  readonly #onData: (data: Buffer) => void;
  #state: State = 'size';
  #line = '';
  #left = 0;
  #trailerBytes = 0;

  constructor(onData: (data: Buffer) => void) {
    this.#onData = onData;
  }

  get isDone(): boolean {
    return this.#state === 'done';
  }

  /** Takes bytes from `at` on and gives the place after the last one that belongs to the body. */
  take(bytes: Buffer, start: number): number {
    let at = start;
    while (at < bytes.length && this.#state !== 'done') {
      at = this.#state === 'data' ? this.#takeData(bytes, at) : this.#takeLine(bytes, at);
    }
    return at;
  }

  #takeData(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + this.#left);
    this.#onData(bytes.subarray(at, end));
    this.#left -= end - at;
    if (this.#left === 0) {
      this.#state = 'end of data';
    }
    return end;
  }

  #takeLine(bytes: Buffer, at: number): number {
    const newline = bytes.indexOf(0x0a, at);
    const end = newline === -1 ? bytes.length : newline + 1;
    this.#line += bytes.toString('latin1', at, end);
    if (this.#line.length > MAX_LINE_BYTES) {
      throw new MalformedResponse('The response has a line that is too long.');
    }
    if (newline !== -1) {
      const line = this.#line;
      this.#line = '';
      if (!line.endsWith('\r\n')) {
        throw new MalformedResponse('The response has a line that does not end as lines do.');
      }
      this.#endLine(line.slice(0, -2));
    }
    return end;
  }

  #endLine(line: string): void {
    if (this.#state === 'size') {
      const size = SIZE_LINE.exec(line)?.groups?.['size'];
      if (size === undefined) {
        throw new MalformedResponse('The response has a chunk without a size.');
      }
      this.#left = Number.parseInt(size, 16);
      this.#state = this.#left === 0 ? 'trailer' : 'data';
    } else if (this.#state === 'end of data') {
      if (line !== '') {
        throw new MalformedResponse('The response has a chunk that is longer than its size.');
      }
      this.#state = 'size';
    } else if (line === '') {
      this.#state = 'done';
    } else {
      this.#trailerBytes += line.length;
      if (this.#trailerBytes > MAX_TRAILER_BYTES) {
        throw new MalformedResponse('The response has too many bytes of trailers.');
      }
    }
  }
}
