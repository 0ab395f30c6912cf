import type { Dispatcher } from 'undici';

export interface CallOutcome {
  /** 0 when no whole answer came. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly error: unknown;
  /** Whether anything can have reached the subgraph. */
  readonly wasSent: boolean;
}

export interface CallOwner {
  onCallEnd(outcome: CallOutcome): void;
}

const NO_HEADERS: CallOutcome['headers'] = {};

export class TooLargeError extends Error {}

/** One HTTP exchange. Tells its owner of the end once; not at all after `abort`. */
export class HttpCall implements Dispatcher.DispatchHandler {
  readonly #owner: CallOwner;
  readonly #maxBytes: number;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers = NO_HEADERS;
  #text = '';
  #chunks: Buffer[] | undefined;
  #bytes = 0;
  #isOver = false;

  constructor(owner: CallOwner, maxBytes: number) {
    this.#owner = owner;
    this.#maxBytes = maxBytes;
  }

  abort(): void {
    this.#isOver = true;
    this.#controller?.abort(new Error('nobody waits for the answer'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) {
      controller.abort(new Error('nobody waits for the answer'));
    }
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: CallOutcome['headers'],
  ): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) {
      controller.abort(new TooLargeError('the answer is larger than maxResponseBytes'));
    } else if (String(this.#bytes) === this.#headers['content-length'] && !this.#chunks) {
      // Whole, as most are: it is read where it lies.
      this.#text = chunk.toString('utf8');
    } else {
      this.#chunks ??= [];
      this.#chunks.push(Buffer.from(chunk));
    }
  }

  onResponseEnd(): void {
    const chunks = this.#chunks;
    this.#end(
      chunks === undefined ? this.#text : Buffer.concat(chunks).toString('utf8'),
      undefined,
    );
  }

  onResponseError(_controller: unknown, error: unknown): void {
    this.#status = 0;
    this.#end('', error);
  }

  #end(text: string, error: unknown): void {
    if (this.#isOver) {
      return;
    }
    this.#isOver = true;
    const wasSent = this.#controller !== undefined;
    this.#owner.onCallEnd({ status: this.#status, headers: this.#headers, text, error, wasSent });
  }
}
