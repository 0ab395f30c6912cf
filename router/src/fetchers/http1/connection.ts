import { type Socket, connect } from 'node:net';

import type { Dispatcher } from 'undici';

import type { KnownHeads } from './known-heads.ts';
import type { ResponseHead } from './response-head.ts';
import { type ResponseEvents, ResponseReader } from './response-reader.ts';

interface Carrier {
  fail(error: Error): void;
  pause(): void;
  resume(): void;
}

/** A request and who waits for its answer. Whoever holds it can abort it, and no other request, at any time. */
export class Exchange implements Dispatcher.DispatchController {
  readonly head: string;
  readonly body: string;
  /** Whether a byte of the body is a character, as in most: then nothing has to be encoded. */
  readonly isBodyAscii: boolean;
  readonly handler: Dispatcher.DispatchHandler;
  /** Undefined before the request is written and after the response. */
  carrier: Carrier | undefined;
  aborted = false;
  paused = false;
  reason: Error | null = null;

  constructor(head: string, body: string, rest: Pick<Exchange, 'isBodyAscii' | 'handler'>) {
    this.head = head;
    this.body = body;
    this.isBodyAscii = rest.isBodyAscii;
    this.handler = rest.handler;
  }

  abort(reason: Error): void {
    if (this.carrier !== undefined) {
      this.aborted = true;
      this.reason = reason;
      this.carrier.fail(reason);
    }
  }

  pause(): void {
    this.paused = true;
    this.carrier?.pause();
  }

  resume(): void {
    this.paused = false;
    this.carrier?.resume();
  }
}

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly socketPath: string | undefined;
  readonly connectTimeoutMs: number;
  /** Bytes are read into it; nobody keeps them. */
  readonly buffer: Buffer;
  readonly heads: KnownHeads;
}

export interface ConnectionOwner {
  /** The exchange is over and the connection takes another one. */
  onIdle(connection: Connection, keepAliveMs: number): void;
  /** It takes none any more. */
  onClosed(connection: Connection): void;
}

/** One connection: one exchange at a time, and never another one after anything was unclear. */
export class Connection implements ResponseEvents, Carrier {
  readonly #socket: Socket;
  readonly #owner: ConnectionOwner;
  readonly #heads: KnownHeads;
  #exchange: Exchange | undefined;
  #reader: ResponseReader | undefined;
  #connectTimer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #isResting = false;
  /** Of `performance.now()`: when it is not to be used any more. */
  staleAt = 0;

  /** Connects for the exchange. */
  constructor(options: ConnectionOptions, exchange: Exchange, owner: ConnectionOwner) {
    this.#owner = owner;
    this.#exchange = exchange;
    const { host, port, socketPath, connectTimeoutMs, buffer } = options;
    this.#heads = options.heads;
    const onread = { buffer, callback: (size: number) => this.#read(buffer, size) };
    this.#socket =
      socketPath === undefined
        ? connect({ host, port, noDelay: true, onread })
        : connect({ path: socketPath, onread });
    this.#connectTimer = setTimeout(() => {
      this.fail(
        Object.assign(new Error('Connecting took too long.'), { code: 'UND_ERR_CONNECT_TIMEOUT' }),
      );
    }, connectTimeoutMs);
    this.#socket.on('connect', () => this.#onConnect());
    this.#socket.on('error', (error) => this.fail(error));
    this.#socket.on('end', () => this.#onEnd());
    this.#socket.on('close', () => this.#onEnd());
  }

  /** Sends another request. The connection must be idle. */
  send(exchange: Exchange): void {
    this.#exchange = exchange;
    if (this.#isResting) {
      this.#isResting = false;
      this.#socket.ref();
    }
    this.#write();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** The process need not live on for it, until it is used again. */
  rest(): void {
    this.#isResting = true;
    this.#socket.unref();
  }

  close(): void {
    this.fail(new Error('The connection was closed.'));
  }

  onHead(head: ResponseHead): void {
    const exchange = this.#exchange;
    exchange?.handler.onResponseStart?.(exchange, head.status, head.headers);
  }

  onData(data: Buffer): void {
    const exchange = this.#exchange;
    exchange?.handler.onResponseData?.(exchange, data);
  }

  onEnd({ keepAliveMs }: ResponseHead, isClean: boolean): void {
    const exchange = this.#take();
    if (exchange === undefined) {
      return;
    }
    if (isClean && keepAliveMs > 0) {
      if (exchange.paused) {
        this.#socket.resume();
      }
      this.#owner.onIdle(this, keepAliveMs);
    } else {
      this.#destroy();
    }
    exchange.handler.onResponseEnd?.(exchange, {});
  }

  #onConnect(): void {
    clearTimeout(this.#connectTimer);
    this.#write();
  }

  #write(): void {
    const exchange = this.#exchange;
    if (exchange === undefined) {
      return;
    }
    this.#reader = new ResponseReader(this, this.#heads);
    exchange.carrier = this;
    exchange.handler.onRequestStart?.(exchange, {});
    if (this.#isClosed) {
      return;
    }
    if (exchange.isBodyAscii) {
      this.#socket.write(exchange.head + exchange.body, 'latin1');
    } else {
      // Nearly every head is ASCII, which both encodings write alike: one write for all of it.
      const isHeadAscii = Buffer.byteLength(exchange.head) === exchange.head.length;
      this.#socket.write(
        isHeadAscii ? exchange.head + exchange.body : exchange.head,
        isHeadAscii ? 'utf8' : 'latin1',
      );
      if (!isHeadAscii) {
        this.#socket.write(exchange.body, 'utf8');
      }
    }
  }

  #read(buffer: Buffer, size: number): boolean {
    if (this.#reader === undefined) {
      // Nothing was asked for: whatever it is, it must not become the answer to the next request.
      this.#destroy();
      return true;
    }
    try {
      this.#reader.take(buffer.subarray(0, size));
    } catch (error) {
      this.fail(error as Error);
    }
    return true;
  }

  #onEnd(): void {
    try {
      this.#reader?.end();
      this.fail(new Error('The connection was closed by the other side.'));
    } catch (error) {
      this.fail(Object.assign(error as Error, { code: 'ECONNRESET' }));
    }
  }

  /** What is on its way is given up with the connection. */
  fail(error: Error): void {
    const exchange = this.#take();
    this.#destroy();
    exchange?.handler.onResponseError?.(exchange, error);
  }

  #take(): Exchange | undefined {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    this.#reader = undefined;
    if (exchange !== undefined) {
      exchange.carrier = undefined;
    }
    return exchange;
  }

  #destroy(): void {
    if (!this.#isClosed) {
      this.#isClosed = true;
      clearTimeout(this.#connectTimer);
      this.#socket.destroy();
      this.#owner.onClosed(this);
    }
  }
}
