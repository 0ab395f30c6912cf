import type { Dispatcher } from 'undici';

import { Connection, type ConnectionOptions, Exchange } from './connection.ts';
import { KnownHeads } from './known-heads.ts';

export interface Http1PoolOptions {
  readonly connectTimeoutMs: number;
  readonly socketPath?: string | undefined;
  /** How long a connection without requests stays open. */
  readonly keepAliveMs: number;
}

export interface Http1Request {
  readonly path: string;
  /** Names and values by turns. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** Holds most answers whole. It is one for all connections of a pool. */
const READ_BYTES = 262_144;
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\0\n\r\u0100-\uffff]/;
const TOKEN = /^[!#$%&'*+\-.^_`|~\w]+$/u;
/** Written here, or about the connection: a second one would let two readers see two requests. */
const OF_THE_CONNECTION =
  /^(?:host|content-length|transfer-encoding|connection|keep-alive|expect|te|trailer|upgrade)$/iu;
const MAX_KNOWN_NAMES = 256;
const UNSAFE_PATH = /[^!-~]/u;

/**
 * Keep-alive connections to one origin over plain HTTP/1.1, for requests with a body of text. It calls the handler of a
 * request as undici does, but the bytes that it hands over are overwritten once the handler returns. docs/decisions/028
 * says why it is here.
 */
export class Http1Pool {
  readonly #connection: ConnectionOptions;
  readonly #host: string;
  readonly #keepAliveMs: number;
  readonly #idle: Connection[] = [];
  /** Names that were found good: they are few and come with every request. */
  readonly #names = new Set<string>();
  readonly #all = new Set<Connection>();
  #sweep: NodeJS.Timeout | undefined;
  #isClosing = false;
  readonly #whenEmpty: (() => void)[] = [];

  constructor(origin: string, options: Http1PoolOptions) {
    const { connectTimeoutMs, socketPath, keepAliveMs } = options;
    const { hostname, port, host } = new URL(origin);
    this.#host = host;
    this.#keepAliveMs = keepAliveMs;
    this.#connection = {
      host: hostname.replace(/^\[(?<address>.*)\]$/u, '$<address>'),
      port: port === '' ? 80 : Number(port),
      socketPath,
      connectTimeoutMs,
      buffer: Buffer.allocUnsafeSlow(READ_BYTES),
      heads: new KnownHeads(),
    };
  }

  dispatch(request: Http1Request, handler: Dispatcher.DispatchHandler): void {
    const bytes = Buffer.byteLength(request.body);
    const head = this.#writeHead(request, bytes);
    if (head === undefined || this.#isClosing) {
      const why =
        head === undefined ? 'A header or the path has bytes that it must not.' : 'Closed.';
      handler.onResponseError?.(NO_CONTROLLER, new Error(why));
      return;
    }
    const { body } = request;
    const exchange = new Exchange(head, body, { isBodyAscii: bytes === body.length, handler });
    const idle = this.#takeIdle();
    if (idle === undefined) {
      this.#open(exchange);
    } else {
      idle.send(exchange);
    }
  }

  onIdle(connection: Connection, keepAliveMs: number): void {
    if (this.#isClosing) {
      connection.close();
      return;
    }
    connection.staleAt = performance.now() + Math.min(this.#keepAliveMs, keepAliveMs);
    this.#idle.push(connection);
    this.#sweep ??= setInterval(() => this.#closeStale(), this.#keepAliveMs / 2).unref();
  }

  onClosed(connection: Connection): void {
    this.#all.delete(connection);
    const at = this.#idle.indexOf(connection);
    if (at !== -1) {
      this.#idle.splice(at, 1);
    }
    if (this.#all.size === 0) {
      clearInterval(this.#sweep);
      this.#sweep = undefined;
      this.#whenEmpty.splice(0).forEach((resolve) => resolve());
    }
  }

  /** Takes no more requests and resolves when those on their way are over. */
  close(): Promise<void> {
    this.#isClosing = true;
    for (const connection of this.#idle.slice()) {
      connection.close();
    }
    return this.#all.size === 0
      ? Promise.resolve()
      : new Promise((resolve) => {
          this.#whenEmpty.push(resolve);
        });
  }

  /** Ends everything at once. */
  destroy(): Promise<void> {
    this.#isClosing = true;
    for (const connection of Array.from(this.#all)) {
      connection.close();
    }
    return Promise.resolve();
  }

  /** The one used last: it is the likeliest to be still open at the other side. */
  #takeIdle(): Connection | undefined {
    const idle = this.#idle.pop();
    if (idle === undefined || performance.now() < idle.staleAt) {
      return idle;
    }
    idle.close();
    this.#closeStale();
    // One used before it may have been promised a longer life.
    return this.#idle.pop();
  }

  #open(exchange: Exchange): void {
    this.#all.add(new Connection(this.#connection, exchange, this));
  }

  #closeStale(): void {
    const now = performance.now();
    for (const connection of this.#idle.filter(({ staleAt }) => staleAt <= now)) {
      connection.close();
    }
    this.#idle.forEach((connection) => connection.rest());
  }

  /** Undefined when something in it could end a line: it would begin another header, or another request. */
  #writeHead({ path, headers }: Http1Request, bytes: number): string | undefined {
    let text = `POST ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n`;
    for (let at = 0; at < headers.length; at += 2) {
      const name = headers[at] ?? '';
      const value = headers[at + 1] ?? '';
      if (UNSAFE.test(value) || !(this.#names.has(name) || this.#isGoodName(name))) {
        return undefined;
      }
      text += `${name}: ${value}\r\n`;
    }
    return UNSAFE_PATH.test(path) ? undefined : `${text}content-length: ${bytes}\r\n\r\n`;
  }

  #isGoodName(name: string): boolean {
    const isGood = TOKEN.test(name) && !OF_THE_CONNECTION.test(name);
    if (isGood && this.#names.size < MAX_KNOWN_NAMES) {
      this.#names.add(name);
    }
    return isGood;
  }
}

const NO_CONTROLLER: Dispatcher.DispatchController = {
  aborted: true,
  paused: false,
  reason: null,
  abort: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
};
