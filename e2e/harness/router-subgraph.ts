import {
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
  createServer,
} from 'node:http';
import type { AddressInfo } from 'node:net';

import { composeServices } from '@apollo/composition';
import { type GraphQLSchemaModule, buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, execute, parse } from 'graphql';

export interface SubgraphCall {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Takes over one answer, whatever it does with it: also nothing, or the end of the connection. */
export type AnswerCall = (call: SubgraphCall, response: ServerResponse) => void;

/** One small subgraph over HTTP on a free port. */
export interface Subgraph extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  readonly sdl: string;
  readonly calls: SubgraphCall[];
  /** Answers every further call with this; undefined: executes them again. */
  answerWith(answer: AnswerCall | undefined): void;
}

export interface SubgraphSettings {
  readonly sdl: string;
  readonly resolvers: NonNullable<GraphQLSchemaModule['resolvers']>;
  /** Off, when more calls come than should be kept. */
  readonly keepsCalls?: boolean;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external", "@requires", "@interfaceObject"])\n`;

export async function startSubgraph(
  name: string,
  { sdl, resolvers, keepsCalls = true }: SubgraphSettings,
): Promise<Subgraph> {
  const typeDefs = LINK + sdl;
  const run = createExecute(buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }]));
  const calls: SubgraphCall[] = [];
  let answer: AnswerCall | undefined;
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const { query, variables } = JSON.parse(body) as Partial<SubgraphCall> & { query: string };
      const call = { headers: message.headers, body, query, variables: variables ?? {} };
      if (keepsCalls) {
        calls.push(call);
      }
      (answer ?? run)(call, response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    name,
    url: `http://127.0.0.1:${port}/graphql`,
    port,
    sdl: typeDefs,
    calls,
    answerWith: (next) => {
      answer = next;
    },
    [Symbol.asyncDispose]: () => stop(server),
  };
}

/** The supergraph of these. Throws what does not compose. */
export function composeSupergraph(
  subgraphs: readonly Pick<Subgraph, 'name' | 'url' | 'sdl'>[],
): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (supergraphSdl === undefined) {
    throw new Error(errors?.map(({ message }) => message).join('\n'));
  }
  return supergraphSdl;
}

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function createExecute(schema: GraphQLSchema): AnswerCall {
  const documents = new Map<string, DocumentNode>();
  const read = (query: string): DocumentNode => {
    const document = documents.get(query) ?? parse(query, { noLocation: true });
    if (documents.size < 1000) {
      documents.set(query, document);
    }
    return document;
  };
  return ({ query, variables }, response) => {
    void (async () => {
      try {
        const result = await execute({
          schema,
          document: read(query),
          variableValues: variables,
          contextValue: {},
        });
        sendJson(response, result);
      } catch (error) {
        sendJson(response, { errors: [{ message: String(error) }] }, 400);
      }
    })();
  };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
