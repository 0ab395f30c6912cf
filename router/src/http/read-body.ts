import type { IncomingMessage } from 'node:http';

import { PipelineError } from '#src/pipeline/errors.ts';

/** How much of a body that is too large is read and thrown away, so that the client gets to read the refusal. */
const PATIENCE = 8;

const EMPTY: Buffer = Buffer.alloc(0);

/** Who waits for a body. One of the two is called, once; neither when the client goes away first. */
export interface BodyReceiver {
  receive(body: Buffer): void;
  refuse(error: PipelineError): void;
}

/** Gives the whole body to the receiver, or PAYLOAD_TOO_LARGE when it has more than `maxBytes`. */
export function readBody(message: IncomingMessage, maxBytes: number, receiver: BodyReceiver): void {
  // Who sent `Expect: 100-continue` waits with the body, and was not told to go on when it is too large.
  if (
    message.headers.expect !== undefined &&
    Number(message.headers['content-length']) > maxBytes
  ) {
    receiver.refuse(createRefusal(maxBytes));
    return;
  }
  const reading = new Reading(maxBytes, receiver);
  message.on('data', (chunk: Buffer) => {
    if (!reading.take(chunk)) {
      message.pause();
    }
  });
  message.on('end', () => reading.finish());
}

class Reading {
  readonly #maxBytes: number;
  readonly #receiver: BodyReceiver;
  #body = EMPTY;
  /** Only of a body that comes in several pieces. */
  #chunks: Buffer[] | undefined;
  #size = 0;
  #isRefused = false;

  constructor(maxBytes: number, receiver: BodyReceiver) {
    this.#maxBytes = maxBytes;
    this.#receiver = receiver;
  }

  /** False when nothing more is to be read. */
  take(chunk: Buffer): boolean {
    const isFirst = this.#size === 0;
    this.#size += chunk.length;
    if (this.#size > this.#maxBytes) {
      return this.#drop();
    }
    if (isFirst) {
      this.#body = chunk;
    } else {
      this.#chunks ??= [this.#body];
      this.#chunks.push(chunk);
    }
    return true;
  }

  finish(): void {
    if (this.#size > this.#maxBytes) {
      this.#refuse();
    } else {
      this.#receiver.receive(
        this.#chunks === undefined ? this.#body : Buffer.concat(this.#chunks, this.#size),
      );
    }
  }

  #drop(): boolean {
    this.#chunks = undefined;
    this.#body = EMPTY;
    if (this.#size <= this.#maxBytes * PATIENCE) {
      return true;
    }
    this.#refuse();
    return false;
  }

  /** Once: what is left of a body that was refused early still ends when its answer is out. */
  #refuse(): void {
    if (!this.#isRefused) {
      this.#isRefused = true;
      this.#receiver.refuse(createRefusal(this.#maxBytes));
    }
  }
}

function createRefusal(maxBytes: number): PipelineError {
  return new PipelineError('PAYLOAD_TOO_LARGE', `The body is larger than ${maxBytes} bytes.`, {
    headers: { connection: 'close' },
  });
}
