import { ChunkedBody } from './chunked-body.ts';
import type { KnownHeads } from './known-heads.ts';
import { MalformedResponse, type ResponseHead } from './response-head.ts';

export interface ResponseEvents {
  onHead(head: ResponseHead): void;
  onData(data: Buffer): void;
  /** The response is whole. After one that is not clean come bytes that belong to none. */
  onEnd(head: ResponseHead, isClean: boolean): void;
}

const MAX_HEAD_BYTES = 65_536;
const MAX_INTERIM = 16;

/**
 * Reads the response to one request from the bytes of a connection. Throws MalformedResponse for what is none.
 */
export class ResponseReader {
  readonly #events: ResponseEvents;
  readonly #heads: KnownHeads;
  #start: Buffer | undefined;
  #head: ResponseHead | undefined;
  #chunks: ChunkedBody | undefined;
  #left = 0;
  #interim = 0;
  #isDone = false;

  constructor(events: ResponseEvents, heads: KnownHeads) {
    this.#events = events;
    this.#heads = heads;
  }

  /** The bytes are read before this returns, and not kept. */
  take(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length && !this.#isDone) {
      at =
        this.#head === undefined
          ? this.#takeHead(bytes, at)
          : this.#takeBody(this.#head, bytes, at);
    }
    if (this.#isDone && this.#head !== undefined) {
      this.#events.onEnd(this.#head, at === bytes.length);
    }
  }

  /** The connection ended. Throws when the response is not whole. */
  end(): void {
    if (this.#head?.framing.kind !== 'until close') {
      throw new Error('The connection ended before the response.');
    }
    this.#events.onEnd(this.#head, true);
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
    const head = this.#heads.read(all.toString('latin1', from, end));
    // Interim responses come before the one that counts. RFC 9110, section 15.2.
    if (head.status >= 200) {
      this.#begin(head);
    } else {
      this.#interim += 1;
      if (this.#interim > MAX_INTERIM) {
        throw new MalformedResponse('The response has too many interim ones before it.');
      }
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
    this.#isDone = framing.kind === 'none' || (framing.kind === 'length' && framing.bytes === 0);
  }

  #takeBody(head: ResponseHead, bytes: Buffer, at: number): number {
    if (head.framing.kind === 'length') {
      const end = Math.min(bytes.length, at + this.#left);
      this.#left -= end - at;
      this.#events.onData(bytes.subarray(at, end));
      this.#isDone = this.#left === 0;
      return end;
    }
    if (this.#chunks === undefined) {
      this.#events.onData(bytes.subarray(at));
      return bytes.length;
    }
    const end = this.#chunks.take(bytes, at);
    this.#isDone = this.#chunks.isDone;
    return end;
  }
}
