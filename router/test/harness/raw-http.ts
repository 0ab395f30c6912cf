import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';

import type { Dispatcher } from 'undici';

import { Http1Pool } from '#src/fetchers/http1/http1-pool.ts';

export interface RawResult {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly error: (Error & { readonly code?: string }) | undefined;
  readonly controller: Dispatcher.DispatchController | undefined;
}

export interface SendOptions {
  readonly body?: string;
  readonly headers?: readonly string[];
  readonly path?: string;
  readonly onData?: (controller: Dispatcher.DispatchController) => void;
  readonly onEnd?: () => void;
}

/** A server that answers with bytes of one's choice, and a pool of connections to it. */
export interface RawHttp extends AsyncDisposable {
  readonly port: number;
  readonly pool: Http1Pool;
  /** How many connections were made. */
  readonly connections: () => number;
  readonly received: readonly string[];
  answerWith(answer: (socket: Socket, request: string) => void): void;
  /** Answers every request with these bytes. */
  answer(text: string): void;
  send(options?: SendOptions): Promise<RawResult>;
}

export const OK =
  'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}';

export async function startRawHttp(keepAliveMs = 4000): Promise<RawHttp> {
  const received: string[] = [];
  let connections = 0;
  let answerer = (socket: Socket, _request: string): void => void socket.write(OK);
  const server = createServer((socket) => {
    connections += 1;
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      received.push(data.toString('utf8'));
      answerer(socket, data.toString('utf8'));
    });
  });
  const port = await listen(server);
  const pool = new Http1Pool(`http://127.0.0.1:${port}`, { connectTimeoutMs: 500, keepAliveMs });
  return {
    port,
    pool,
    received,
    connections: () => connections,
    answerWith(answer) {
      answerer = answer;
    },
    answer(text) {
      answerer = (socket) => void socket.write(Buffer.from(text, 'latin1'));
    },
    send: (options) => sendThrough(pool, options),
    async [Symbol.asyncDispose]() {
      await pool.destroy();
      server.close();
    },
  };
}

export function sendThrough(pool: Http1Pool, options: SendOptions = {}): Promise<RawResult> {
  const { body = '{}', headers = ['x-a', 'b'], path = '/graphql', onData, onEnd } = options;
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let [status, head, controller]: [number, object, RawResult['controller']] = [0, {}, undefined];
    const end = (error?: Error): void => {
      const text = Buffer.concat(chunks).toString('utf8');
      resolve({ status, headers: { ...head }, text, error, controller });
    };
    pool.dispatch(
      { path, headers, body },
      {
        onRequestStart(given) {
          controller = given;
        },
        onResponseStart(_controller, code, given) {
          status = code;
          head = given;
        },
        onResponseData(given, chunk) {
          chunks.push(Buffer.from(chunk));
          onData?.(given);
        },
        onResponseEnd() {
          onEnd?.();
          end();
        },
        onResponseError: (_controller, error) => end(error),
      },
    );
  });
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
