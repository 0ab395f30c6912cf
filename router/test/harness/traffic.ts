import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { Writable } from 'node:stream';

import { pino } from 'pino';
import { configShape } from '#src/config/index.ts';
import { createClient } from '#src/fetchers/client.ts';
import type { OperationScope } from '#src/fetchers/scope.ts';
import { createMetrics } from '#src/telemetry/metrics.ts';

export type Answer = (message: IncomingMessage, response: ServerResponse, call: number) => void;

const toStop: (() => Promise<unknown>)[] = [];

/** Ends every server and client that was begun here. */
export async function stopTraffic(): Promise<void> {
  await Promise.all(toStop.splice(0).map((stop) => stop()));
}

export const sendData: Answer = (_message, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"a":1}}');
};

export async function serve(answer: Answer, socket?: string) {
  const seen = { calls: 0, aborted: 0 };
  const server = createServer((message, response) => {
    seen.calls += 1;
    const call = seen.calls;
    response.on('close', () => {
      seen.aborted += response.writableFinished ? 0 : 1;
    });
    message.resume().on('end', () => answer(message, response, call));
  });
  await new Promise<void>((resolve) => {
    server.listen(socket ?? { port: 0, host: '127.0.0.1' }, resolve);
  });
  toStop.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return Object.assign(seen, { url: `http://127.0.0.1:${port}` });
}

export async function unusedUrl(): Promise<string> {
  const server = createSocketServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return `http://127.0.0.1:${port}`;
}

export function open(url: string | string[], subgraphs: Record<string, unknown> = {}) {
  const config = configShape.parse({
    subgraphs: { urls: { a: url }, backoffMs: 10, ...subgraphs },
  });
  const lines: string[] = [];
  const write = (chunk: Buffer, _encoding: unknown, done: () => void): void => {
    lines.push(chunk.toString());
    done();
  };
  const client = createClient({
    ...config,
    now: Date.now,
    log: pino({ level: 'info' }, new Writable({ write })),
    metrics: createMetrics(),
  });
  toStop.push(() => client.close());
  const send = client.open('a', 'http://unused.invalid/graphql');
  return {
    lines,
    ask: (scope: Partial<OperationScope> = {}, isMutation = false, isReadOnly = false) =>
      send(
        {
          body: '{"query":"{a}"}',
          operationName: undefined,
          isMutation,
          entityCount: -1,
          isReadOnly,
        },
        newScope(scope),
      ),
  };
}

function newScope(scope: Partial<OperationScope>): OperationScope {
  return {
    requestId: 'req_1',
    correlationId: 'cor_1',
    deadlineAt: Date.now() + 15_000,
    signal: undefined,
    headersFor: () => [],
    cookies: [],
    fetches: [],
    ...scope,
  };
}
