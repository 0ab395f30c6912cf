import type { IncomingMessage, ServerResponse } from 'node:http';

import { type PipelineError, toPipelineError } from '#src/pipeline/errors.ts';
import type {
  RequestHeaders,
  ResponseHeaders,
  RouterRequest,
  RouterResponse,
} from '#src/pipeline/http-message.ts';
import type { Logger } from '#src/telemetry/log.ts';

import { Departure } from './departure.ts';
import { type BodyReceiver, readBody } from './read-body.ts';
import { respondError } from './routes.ts';

export type Answer = (request: RouterRequest) => Promise<RouterResponse>;

/** What all exchanges of a listener share. */
export interface ExchangeDeps {
  readonly answer: Answer;
  readonly log: Logger;
  readonly maxBodyBytes: number;
  /** Connections are closed after the answers of this time. */
  isDraining: boolean;
}

/** One request and its answer: itself the request that the core is given, so that nothing is copied for it. */
export class Exchange implements RouterRequest, BodyReceiver {
  readonly method: string;
  readonly url: string;
  readonly headers: RequestHeaders;
  readonly remoteAddress: string | null;
  readonly signal = new Departure();
  body: Buffer = Buffer.of();
  readonly #message: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #deps: ExchangeDeps;

  constructor(message: IncomingMessage, response: ServerResponse, deps: ExchangeDeps) {
    this.method = message.method ?? 'GET';
    this.url = message.url ?? '/';
    this.headers = message.headers;
    this.remoteAddress = message.socket.remoteAddress ?? null;
    this.#message = message;
    this.#response = response;
    this.#deps = deps;
  }

  start(): void {
    this.#response.on('close', () => {
      if (!this.#response.writableFinished) {
        this.signal.abort();
      }
    });
    readBody(this.#message, this.#deps.maxBodyBytes, this);
  }

  receive(body: Buffer): void {
    this.body = body;
    this.#deps.answer(this).then(this.#write, this.#fail);
  }

  refuse({ code, message, headers }: PipelineError): void {
    this.#write(respondError(code, { message, headers }));
  }

  readonly #write = ({ status, headers, body }: RouterResponse): void => {
    const response = this.#response;
    if (response.destroyed) {
      return;
    }
    const flat = flatten(headers);
    flat.push('content-length', String(Buffer.byteLength(body)));
    if (this.#deps.isDraining) {
      flat.push('connection', 'close');
    }
    try {
      response.writeHead(status, flat);
      response.end(body);
    } catch (error) {
      this.#deps.log.error({ error }, 'request failed');
      response.destroy();
    }
  };

  readonly #fail = (thrown: unknown): void => {
    const error = toPipelineError(thrown);
    if (error.code === 'INTERNAL_SERVER_ERROR' && !this.#message.destroyed) {
      this.#deps.log.error({ error: error.cause }, 'request failed');
    }
    this.refuse(error);
  };
}

/** Name, value, name, value: what node:http takes without looking at each header again. */
function flatten(headers: ResponseHeaders): string[] {
  const flat: string[] = [];
  for (const name in headers) {
    const value = headers[name] ?? '';
    if (typeof value === 'string') {
      flat.push(name, value);
    } else {
      for (const one of value) {
        flat.push(name, one);
      }
    }
  }
  return flat;
}
