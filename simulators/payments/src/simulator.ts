import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { z } from 'zod';

import { renderActionPage } from './action-page.ts';
import { type Behaviour, QUIET, controlShape } from './control.ts';
import type { DialectAnswer, DialectRequest } from './dialects/dialect.ts';
import { DIALECTS } from './dialects/index.ts';
import { Ledger } from './ledger.ts';
import { isSame } from './secrets.ts';
import { startWebhooks } from './webhooks.ts';

export interface SimulatorOptions {
  readonly port: number;
  readonly host?: string;
  /** The API key, and what webhooks are signed with. */
  readonly secret: string;
  /** Where its books are kept; in memory when it is not given. */
  readonly folder?: string | undefined;
  /** Base URL of the merchant's service that takes webhooks. */
  readonly merchantUrl?: () => string | undefined;
  readonly now?: () => number;
  readonly random?: () => number;
}

export interface Simulator extends AsyncDisposable {
  readonly url: string;
  readonly ledger: Ledger;
  readonly control: Behaviour;
  /** Requests of the API so far, by method and route, such as `POST /v1/payment_intents`. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Starts a payment provider that moves no money. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { host = '127.0.0.1', secret, now = Date.now, random = Math.random } = options;
  const ledger = new Ledger({ folder: options.folder, now });
  const control: Behaviour = { ...QUIET };
  const counts = new Map<string, number>();
  const stopping = new AbortController();
  const desk = { ledger, control, counts, secret, random };
  const server = createServer((request, response) => {
    const base = `http://${request.headers.host ?? host}`;
    serve(request, response, { ...desk, base }).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(options.port, host, resolve);
  });
  const { signal } = stopping;
  startWebhooks({
    ledger,
    control,
    secret,
    now,
    signal,
    target: options.merchantUrl ?? (() => undefined),
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    ledger,
    control,
    counts,
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await close(server);
    },
  };
}

interface Desk {
  readonly ledger: Ledger;
  readonly control: Behaviour;
  readonly counts: Map<string, number>;
  readonly secret: string;
  readonly random: () => number;
  readonly base: string;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  desk: Desk,
): Promise<void> {
  const url = new URL(request.url ?? '/', desk.base);
  const text = Buffer.concat(await request.toArray()).toString('utf8');
  if (url.pathname === '/health/live') {
    send(response, { status: 200, body: { status: 'live' } });
  } else if (url.pathname === '/control') {
    send(response, serveControl(request, text, desk));
  } else if (url.pathname.startsWith('/actions/')) {
    serveAction(response, {
      id: url.pathname.slice('/actions/'.length),
      text,
      desk,
      method: request.method,
    });
  } else {
    await serveDialect(response, { request, url, text, desk });
  }
}

/** GET answers how it behaves and what it was asked; POST changes how it behaves. */
function serveControl(
  { method, headers }: IncomingMessage,
  text: string,
  desk: Desk,
): DialectAnswer {
  const { control, counts, ledger, secret } = desk;
  if (!isSame(headers.authorization ?? '', `Bearer ${secret}`)) {
    return { status: 401, body: { message: 'Send the API key as a bearer token.' } };
  }
  if (method === 'POST') {
    const changes = controlShape.safeParse(parse(text));
    if (!changes.success) {
      return { status: 400, body: { message: z.prettifyError(changes.error) } };
    }
    Object.assign(control, changes.data);
  }
  const requests = Object.fromEntries(counts);
  return { status: 200, body: { control, requests, payments: ledger.payments } };
}

interface Acting {
  readonly id: string;
  readonly text: string;
  readonly desk: Desk;
  readonly method: string | undefined;
}

function serveAction(response: ServerResponse, { id, text, desk, method }: Acting): void {
  const payment = desk.ledger.find(id);
  if (payment === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such payment.');
    return;
  }
  if (method === 'POST') {
    desk.ledger.act(id, new URLSearchParams(text).get('result') === 'approve');
    const target = payment.returnUrl ?? `/actions/${id}`;
    response.writeHead(303, { location: target }).end();
    return;
  }
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(renderActionPage(payment));
}

interface Speaking {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly text: string;
  readonly desk: Desk;
}

async function serveDialect(
  response: ServerResponse,
  { request, url, text, desk }: Speaking,
): Promise<void> {
  const { control, counts, random } = desk;
  const dialect = Object.values(DIALECTS).find(({ prefix }) => url.pathname.startsWith(prefix));
  if (dialect === undefined) {
    send(response, { status: 404, body: { message: 'There is no such route.' } });
    return;
  }
  const route = `${request.method} ${url.pathname.replace(/_[0-9a-f]{24}/u, '_id')}`;
  counts.set(route, (counts.get(route) ?? 0) + 1);
  if (control.hang) {
    return;
  }
  await wait(control.latencyMs);
  if (random() < control.errorRate) {
    send(response, { status: 500, body: { message: 'Something went wrong here.' } });
    return;
  }
  const asked: DialectRequest = {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers as Record<string, string | undefined>,
    body: parse(text),
  };
  const actionUrl = (id: string): string => `${desk.base}/actions/${id}`;
  const answer = dialect.handle(asked, { ...desk, actionUrl });
  if (control.loseAnswers) {
    response.destroy();
  } else if (control.garbage) {
    response.writeHead(200).end('<html>Bad gateway</html>');
  } else {
    send(response, answer);
  }
}

function parse(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, body }: DialectAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
