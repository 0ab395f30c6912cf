import { ChunkedBody } from './chunked-body.ts';
import { MalformedResponse, type ResponseHead, readHead } from './response-head.ts';

export interface ResponseEvents {
  onHead(head: ResponseHead): void;
  onData(data: Buffer): void;
  /** The response is whole. */
  onEnd(head: ResponseHead): void;
}

const MAX_HEAD_BYTES = 65_536;

/**
 * Reads the response to one request from the bytes of a connection. Throws MalformedResponse for what is none, and for
 * bytes after its end.
 */
export class ResponseReader {
  readonly #events: ResponseEvents;
  #start: Buffer | undefined;
  #head: ResponseHead | undefined;
  #chunks: ChunkedBody | undefined;
  #left = 0;
  #isDone = false;

  constructor(events: ResponseEvents) {
    this.#events = events;
  }

  /** The bytes are read before this returns, and not kept. */
  take(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#isDone) {
        throw new MalformedResponse('There are bytes after the end of the response.');
      }
      at =
        this.#head === undefined
          ? this.#takeHead(bytes, at)
          : this.#takeBody(this.#head, bytes, at);
    }
  }

  /** The connection ended. Throws when the response is not whole. */
  end(): void {
    if (this.#head?.framing.kind === 'until close' && !this.#isDone) {
      this.#finish(this.#head);
    }
    if (!this.#isDone) {
      throw new Error('The connection ended before the response.');
    }
  }

  /** Gives the place where the body begins; the end of the bytes when the head is not whole. */
  #takeHead(bytes: Buffer, at: number): number {
    const before = this.#start?.length ?? 0;
    const all =
      this.#start === undefined ? bytes : Buffer.concat([this.#start, bytes.subarray(at)]);
    const from = this.#start === undefined ? at : 0;
    const end = all.indexOf('\r\n\r\n', Math.max(from, before - 3), 'latin1');
    if (end === -1) {
      if (all.length - from > MAX_HEAD_BYTES) {
        throw new MalformedResponse('The response has too many bytes of headers.');
      }
      this.#start = Buffer.from(all.subarray(from));
      return bytes.length;
    }
    const isJoined = this.#start !== undefined;
    this.#start = undefined;
    const head = readHead(all.toString('latin1', from, end));
    // Interim responses come before the one that counts. RFC 9110, section 15.2.
    if (head.status >= 200) {
      this.#begin(head);
    }
    return end + 4 + (isJoined ? at - before : 0);
  }

  #begin(head: ResponseHead): void {
    this.#head = head;
    this.#events.onHead(head);
    const { framing } = head;
    if (framing.kind === 'length') {
      this.#left = framing.bytes;
    } else if (framing.kind === 'chunked') {
      this.#chunks = new ChunkedBody((data) => this.#events.onData(data));
    }
    if (framing.kind === 'none' || (framing.kind === 'length' && framing.bytes === 0)) {
      this.#finish(head);
    }
  }

  #takeBody(head: ResponseHead, bytes: Buffer, at: number): number {
    if (head.framing.kind === 'length') {
      const end = Math.min(bytes.length, at + this.#left);
      this.#left -= end - at;
      this.#events.onData(bytes.subarray(at, end));
      if (this.#left === 0) {
        this.#finish(head);
      }
      return end;
    }
    if (this.#chunks === undefined) {
      this.#events.onData(bytes.subarray(at));
      return bytes.length;
    }
    const end = this.#chunks.take(bytes, at);
    if (this.#chunks.isDone) {
      this.#finish(head);
    }
    return end;
  }

  #finish(head: ResponseHead): void {
    this.#isDone = true;
    this.#events.onEnd(head);
  }
}
