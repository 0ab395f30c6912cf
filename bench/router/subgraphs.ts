// The four subgraphs in one process. What was asked once is answered from memory, so that the load costs the
// router and hardly anything else. GET /count tells how many requests came. Usage: subgraphs.ts PORT.
import { type ServerResponse, createServer } from 'node:http';

import { type GraphQLSchema, graphql } from 'graphql';

import { SUBGRAPHS, createSubgraphSchema } from './federation/schemas.ts';

interface Subgraph {
  readonly schema: GraphQLSchema;
  readonly known: Map<string, Buffer>;
}

interface Question {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

const subgraphs = new Map<string, Subgraph>(
  SUBGRAPHS.map((name) => [
    `/${name}`,
    { schema: createSubgraphSchema(name), known: new Map<string, Buffer>() },
  ]),
);
let count = 0;

async function execute({ schema, known }: Subgraph, body: string): Promise<Buffer> {
  const { query, variables, operationName } = JSON.parse(body) as Question;
  const result = await graphql({
    schema,
    source: query,
    ...(variables && { variableValues: variables }),
    ...(operationName !== undefined && { operationName }),
  });
  if (result.errors !== undefined) {
    console.error(JSON.stringify(result.errors), body);
  }
  const buffer = Buffer.from(JSON.stringify(result));
  known.set(body, buffer);
  return buffer;
}

function respond(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, ['content-type', 'application/json', 'content-length', `${body.length}`]);
  response.end(body);
}

function answer(response: ServerResponse, subgraph: Subgraph, body: string): void {
  const known = subgraph.known.get(body);
  if (known !== undefined) {
    respond(response, known);
    return;
  }
  execute(subgraph, body).then(
    (buffer) => respond(response, buffer),
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
}

const server = createServer((message, response) => {
  if (message.url === '/count') {
    respond(response, Buffer.from(String(count)));
    return;
  }
  const subgraph = subgraphs.get(message.url ?? '');
  if (subgraph === undefined) {
    response.writeHead(404).end();
    return;
  }
  count += 1;
  let body = '';
  message.setEncoding('utf8');
  message.on('data', (chunk: string) => {
    body += chunk;
  });
  message.on('end', () => answer(response, subgraph, body));
});
server.keepAliveTimeout = 120_000;
server.listen(Number(process.argv[2]), '127.0.0.1');
