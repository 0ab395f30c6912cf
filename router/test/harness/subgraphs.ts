import { type IncomingHttpHeaders, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type GraphQLSchemaModule, buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, graphql, parse } from 'graphql';

export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string | string[]>;
  readonly body: string;
}

/** One small subgraph over real HTTP on a free port. */
export interface TestSubgraph extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
  readonly received: ReceivedRequest[];
  /** Answers every further request with this instead of executing it. */
  replyWith(reply: ((request: ReceivedRequest) => Promise<Reply>) | undefined): void;
  /** Set-Cookie values of every further answer. */
  cookies: string[];
  kill(): Promise<void>;
}

export interface SubgraphOptions {
  readonly sdl: string;
  readonly resolvers: NonNullable<GraphQLSchemaModule['resolvers']>;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external", "@requires", "@tag", "@authenticated", "@requiresScopes", "@policy"])`;

export async function startSubgraph(
  name: string,
  { sdl, resolvers }: SubgraphOptions,
): Promise<TestSubgraph> {
  const typeDefs = `${LINK}\n${sdl}`;
  const schema = buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }]);
  const received: ReceivedRequest[] = [];
  let reply: ((request: ReceivedRequest) => Promise<Reply>) | undefined;
  const execute = createExecute(schema);
  const subgraph = { cookies: [] as string[] };
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const request = {
        path: message.url ?? '',
        headers: message.headers,
        body: Buffer.concat(chunks).toString(),
      };
      received.push(request);
      void (reply ?? execute)(request).then(({ status = 200, headers = {}, body }) => {
        const cookies = subgraph.cookies.length > 0 ? { 'set-cookie': subgraph.cookies } : {};
        response.writeHead(status, { 'content-type': 'application/json', ...cookies, ...headers });
        return response.end(body);
      });
    });
  });
  const url = await listenAnywhere(server);
  return Object.assign(subgraph, {
    name,
    url,
    sdl: typeDefs,
    received,
    replyWith: (next: typeof reply) => {
      reply = next;
    },
    kill: () => stop(server),
    [Symbol.asyncDispose]: () => stop(server),
  });
}

async function listenAnywhere(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function createExecute(schema: GraphQLSchema): (request: ReceivedRequest) => Promise<Reply> {
  return async ({ body }) => {
    const { query, variables, operationName } = JSON.parse(body) as {
      query: string;
      variables: Record<string, unknown>;
      operationName?: string;
    };
    const result = await graphql({
      schema,
      source: query,
      variableValues: variables,
      operationName,
      contextValue: {},
    });
    return { body: JSON.stringify(result) };
  };
}
