import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { ListenConfig } from '#src/config/listen.ts';
import { toPipelineError } from '#src/pipeline/errors.ts';
import type { RouterRequest, RouterResponse } from '#src/pipeline/http-message.ts';
import type { Logger } from '#src/telemetry/log.ts';

import { readBody } from './read-body.ts';
import { respondError } from './routes.ts';

export interface ListenDeps {
  readonly answer: (request: RouterRequest) => Promise<RouterResponse>;
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

/** node:http in, Buffers out. Rejects when the port cannot be had. */
export async function listen(config: ListenConfig, deps: ListenDeps): Promise<Listener> {
  const server = createServer({
    maxHeaderSize: config.maxHeaderBytes,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
  });
  const state = { draining: false };
  const serveAny = (message: IncomingMessage, response: ServerResponse): void => {
    serve(message, response, { config, deps, state }).catch((error: unknown) => {
      deps.log.error({ error }, 'request failed');
      response.destroy();
    });
  };
  server.on('request', serveAny);
  // A client that asks first is refused before it sends a body that is too large.
  server.on('checkContinue', (message, response) => {
    if (Number(message.headers['content-length']) <= config.maxBodyBytes) {
      response.writeContinue();
    }
    serveAny(message, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return {
    url: `http://${host}:${port}`,
    drain: () => {
      state.draining = true;
      return close(server, config.drainMs);
    },
  };
}

interface Serving {
  readonly config: ListenConfig;
  readonly deps: ListenDeps;
  readonly state: { readonly draining: boolean };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  serving: Serving,
): Promise<void> {
  const { method, url = '/' } = message;
  if (!serving.deps.isRoute(url) && (method === 'GET' || method === 'HEAD')) {
    serving.deps.pages(message, response);
    return;
  }
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) {
      gone.abort(new Error('The client went away.'));
    }
  });
  const answered = await answer(message, { ...serving, signal: gone.signal });
  if (serving.state.draining) {
    response.setHeader('connection', 'close');
  }
  write(response, answered);
}

async function answer(
  message: IncomingMessage,
  { config, deps, signal }: Serving & { readonly signal: AbortSignal },
): Promise<RouterResponse> {
  try {
    const body = await readBody(message, config.maxBodyBytes);
    const { method = 'GET', url = '/', headers, socket } = message;
    return await deps.answer({
      method,
      url,
      headers,
      body,
      remoteAddress: socket.remoteAddress ?? null,
      signal,
    });
  } catch (thrown) {
    const error = toPipelineError(thrown);
    if (error.code === 'INTERNAL_SERVER_ERROR' && !message.destroyed) {
      deps.log.error({ error: error.cause }, 'request failed');
    }
    return respondError(error.code, { message: error.message, headers: error.headers });
  }
}

function write(response: ServerResponse, { status, headers, body }: RouterResponse): void {
  if (response.destroyed) {
    return;
  }
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  response.setHeader('content-length', body.length);
  response.writeHead(status);
  response.end(body);
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
