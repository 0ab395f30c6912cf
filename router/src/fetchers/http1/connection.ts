import { type Socket, connect } from 'node:net';

import type { Dispatcher } from 'undici';

import type { ResponseHead } from './response-head.ts';
import { type ResponseEvents, ResponseReader } from './response-reader.ts';

export interface Exchange {
  readonly head: string;
  readonly body: string;
  /** Whether a byte of the body is a character, as in most: then nothing has to be encoded. */
  readonly isBodyAscii: boolean;
  readonly handler: Dispatcher.DispatchHandler;
}

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly socketPath: string | undefined;
  readonly connectTimeoutMs: number;
  /** Bytes are read into it; nobody keeps them. */
  readonly buffer: Buffer;
}

export interface ConnectionOwner {
  /** The exchange is over and the connection takes another one. */
  onIdle(connection: Connection): void;
  /** It takes none any more. */
  onClosed(connection: Connection): void;
}

/** One connection: one exchange at a time, and never another one after anything was unclear. */
export class Connection implements ResponseEvents, Dispatcher.DispatchController {
  readonly #socket: Socket;
  readonly #owner: ConnectionOwner;
  #exchange: Exchange | undefined;
  #reader: ResponseReader | undefined;
  #connectTimer: NodeJS.Timeout | undefined;
  #isClosed = false;
  readonly paused = false;
  aborted = false;
  reason: Error | null = null;
  /** Epoch milliseconds. */
  idleSince = 0;

  /** Connects for the exchange. */
  constructor(options: ConnectionOptions, exchange: Exchange, owner: ConnectionOwner) {
    this.#owner = owner;
    this.#exchange = exchange;
    const { host, port, socketPath, connectTimeoutMs, buffer } = options;
    const onread = { buffer, callback: (size: number) => this.#read(buffer, size) };
    this.#socket =
      socketPath === undefined
        ? connect({ host, port, noDelay: true, onread })
        : connect({ path: socketPath, onread });
    this.#connectTimer = setTimeout(() => {
      this.#fail(
        Object.assign(new Error('Connecting took too long.'), { code: 'UND_ERR_CONNECT_TIMEOUT' }),
      );
    }, connectTimeoutMs);
    this.#socket.on('connect', () => this.#onConnect());
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('end', () => this.#onEnd());
    this.#socket.on('close', () => this.#onEnd());
  }

  /** Sends another request. The connection must be idle. */
  send(exchange: Exchange): void {
    this.#exchange = exchange;
    this.#write();
  }

  /** As the handler of the exchange may: what is on its way is given up with the connection. */
  abort(reason: Error): void {
    this.aborted = true;
    this.reason = reason;
    this.#fail(reason);
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#fail(new Error('The connection was closed.'));
  }

  onHead(head: ResponseHead): void {
    this.#exchange?.handler.onResponseStart?.(this, head.status, head.headers);
  }

  onData(data: Buffer): void {
    // The bytes are in the buffer that the next read overwrites.
    this.#exchange?.handler.onResponseData?.(this, Buffer.from(data));
  }

  onEnd({ isKeptAlive }: ResponseHead): void {
    if (this.#isClosed) {
      return;
    }
    const handler = this.#exchange?.handler;
    this.#exchange = undefined;
    this.#reader = undefined;
    if (isKeptAlive) {
      this.#owner.onIdle(this);
    } else {
      this.#destroy();
    }
    handler?.onResponseEnd?.(this, {});
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
    this.#reader = new ResponseReader(this);
    exchange.handler.onRequestStart?.(this, {});
    if (this.#isClosed) {
      return;
    }
    if (exchange.isBodyAscii) {
      this.#socket.write(exchange.head + exchange.body, 'latin1');
    } else {
      this.#socket.write(exchange.head, 'latin1');
      this.#socket.write(exchange.body, 'utf8');
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
      this.#fail(error as Error);
    }
    return true;
  }

  #onEnd(): void {
    try {
      this.#reader?.end();
      this.#fail(new Error('The connection was closed by the other side.'));
    } catch (error) {
      this.#fail(Object.assign(error as Error, { code: 'ECONNRESET' }));
    }
  }

  #fail(error: Error): void {
    const handler = this.#exchange?.handler;
    this.#exchange = undefined;
    this.#reader = undefined;
    this.#destroy();
    handler?.onResponseError?.(this, error);
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
