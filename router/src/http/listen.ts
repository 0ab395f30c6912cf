import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { ListenConfig } from '#src/config/listen.ts';
import type { Logger } from '#src/telemetry/log.ts';

import { type Answer, type ExchangeDeps, Exchange } from './exchange.ts';
import { describeListenFault } from './listen-fault.ts';

// Longer than load balancers and clients keep a silent connection, so that they, who know, are the ones to close it.
const KEEP_ALIVE_MS = 75_000;

export interface ListenDeps {
  readonly answer: Answer;
  /** Whether `answer` has the path; pages take every other GET. */
  readonly isRoute: (url: string) => boolean;
  readonly pages: (message: IncomingMessage, response: ServerResponse) => void;
  readonly log: Logger;
}

export interface Listener {
  readonly url: string;
  /** Takes no more connections and resolves when every answer is out, or after `drainMs` without the rest. */
  drain(): Promise<void>;
}

/** node:http in, Buffers out. Rejects with a sentence when the port cannot be had. */
export async function listen(config: ListenConfig, deps: ListenDeps): Promise<Listener> {
  const server = createServer({
    maxHeaderSize: config.maxHeaderBytes,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  const { answer, isRoute, pages, log } = deps;
  const shared: ExchangeDeps = {
    answer,
    log,
    maxBodyBytes: config.maxBodyBytes,
    isDraining: false,
  };
  const serve = (message: IncomingMessage, response: ServerResponse): void => {
    const { method, url = '/' } = message;
    if ((method === 'GET' || method === 'HEAD') && !isRoute(url)) {
      pages(message, response);
    } else {
      new Exchange(message, response, shared).start();
    }
  };
  server.on('request', serve);
  // A client that asks first is refused before it sends a body that is too large.
  server.on('checkContinue', (message, response) => {
    if (Number(message.headers['content-length']) <= config.maxBodyBytes) {
      response.writeContinue();
    }
    serve(message, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(describeListenFault(error, config)));
    server.listen(config.port, config.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return {
    url: `http://${host}:${port}`,
    drain: () => {
      shared.isDraining = true;
      return close(server, config.drainMs);
    },
  };
}

function close(server: Server, drainMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), drainMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
