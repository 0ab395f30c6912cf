import { createHash } from 'node:crypto';
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  createServer,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RegistryRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly status: number;
}

/** The registry's side of what routers use, over real HTTP on one port for its whole life. */
export interface TestRegistry extends AsyncDisposable {
  readonly url: string;
  readonly received: RegistryRequest[];
  /** Streams that are open now. */
  readonly streams: number;
  /** Answers every further request for the stream with 404, as a proxy that knows none would. */
  hasStream: boolean;
  /** Makes it the active version and tells it. */
  publish(sdl: string): void;
  tellInstances(data: unknown): void;
  tellOverrides(data: unknown): void;
  stop(): Promise<void>;
  /** Again on the same port. */
  start(): Promise<void>;
}

export async function startTestRegistry(): Promise<TestRegistry> {
  const state = new State();
  const server = createServer((message, response) => state.answer(message, response));
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received: state.received,
    get streams() {
      return state.streams.size;
    },
    get hasStream() {
      return state.hasStream;
    },
    set hasStream(hasStream) {
      state.hasStream = hasStream;
    },
    publish: (sdl) => state.publish(sdl),
    tellInstances: (data) => state.tell('instances', JSON.stringify(data)),
    tellOverrides: (data) => state.tell('overrides', JSON.stringify(data)),
    stop,
    start: () => listen(port),
    [Symbol.asyncDispose]: stop,
  };
}

class State {
  readonly received: RegistryRequest[] = [];
  readonly streams = new Set<ServerResponse>();
  hasStream = true;
  #sdl: string | undefined;

  publish(sdl: string): void {
    this.#sdl = sdl;
    this.tell('supergraph', JSON.stringify({ version: hash(sdl) }));
  }

  tell(event: string, data: string): void {
    for (const stream of this.streams) {
      stream.write(`event: ${event}\ndata: ${data}\n\n`);
    }
  }

  answer(message: IncomingMessage, response: ServerResponse): void {
    const path = message.url ?? '';
    response.once('finish', () => this.#note(message, response));
    if (path === '/supergraph/events' && this.hasStream) {
      this.#note(message, response);
      this.#stream(response);
    } else if (path === '/supergraph' && this.#sdl !== undefined) {
      const etag = `"${hash(this.#sdl)}"`;
      const isKnown = message.headers['if-none-match'] === etag;
      response.writeHead(isKnown ? 304 : 200, { etag }).end(isKnown ? undefined : this.#sdl);
    } else {
      response.writeHead(404).end('{"code":"NO_SUPERGRAPH"}');
    }
  }

  #stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    this.streams.add(response);
    response.once('close', () => this.streams.delete(response));
    if (this.#sdl !== undefined) {
      response.write(`event: supergraph\ndata: {"version":"${hash(this.#sdl)}"}\n\n`);
    }
  }

  #note({ url = '', headers }: IncomingMessage, { statusCode }: ServerResponse): void {
    this.received.push({ path: url, headers, status: statusCode });
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
