import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What one subgraph answers to the body of a request. */
export interface Served {
  answer(body: string): Promise<{ status: number; type: string; body: string }>;
}

export interface SubgraphServer extends AsyncDisposable {
  readonly url: string;
}

/** All subgraphs on one port of the loopback, each under its own path. */
export async function serve(subgraphs: ReadonlyMap<string, Served>): Promise<SubgraphServer> {
  const server = createServer((request, response) => {
    void respond(subgraphs.get(request.url ?? ''), request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function respond(
  subgraph: Served | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  if (subgraph === undefined) {
    response.writeHead(404).end();
    return;
  }
  const { status, type, body } = await subgraph.answer(Buffer.concat(chunks).toString());
  response.writeHead(status, { 'content-type': type }).end(body);
}
