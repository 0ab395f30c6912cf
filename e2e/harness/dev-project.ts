import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../../kit/node_modules', import.meta.url));

/** A project of small services, each over its schema and one file of values; it removes itself. */
export interface DevProject extends Disposable {
  readonly root: string;
  readonly dataDir: string;
  /** Saves a file of a subgraph. */
  save(subgraph: string, file: string, text: string): void;
}

export type DevSubgraphs = Readonly<
  Record<string, { readonly port: number; readonly schema: string; readonly values: object }>
>;

// It answers by the names of fields, and reads its values and its schema once.
const SERVER = `import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { VALUES } from './values.ts';

const sdl = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');
const reference = { __resolveReference: ({ id }) => ({ id, ...VALUES.entity }) };
const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: { Product: reference } }]);
createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', async () => {
    if (request.url === '/crash') {
      console.log('about to crash');
      process.exit(7);
    }
    const { query, variables } = JSON.parse(body || '{"query":"{ __typename }"}');
    const { pid } = process;
    const rootValue = { ...VALUES.query, pid, freightPid: pid };
    const answer = await graphql({ schema, source: query, rootValue, variableValues: variables });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
}).listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.({ type: 'ready' }));
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
`;

export function createDevProject(subgraphs: DevSubgraphs): DevProject {
  const root = mkdtempSync(path.join(tmpdir(), 'graph-dev-'));
  const save: DevProject['save'] = (subgraph, file, text) => {
    const target = path.join(root, 'subgraphs', subgraph, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  };
  symlinkSync(modules, path.join(root, 'node_modules'), 'dir');
  for (const [name, { port, schema, values }] of Object.entries(subgraphs)) {
    save(name, 'package.json', JSON.stringify({ type: 'module', supergraph: { port } }));
    save(name, 'schema.graphql', schema);
    save(name, 'src/values.ts', formatValues(values));
    save(name, 'src/server.ts', SERVER);
  }
  return {
    root,
    dataDir: path.join(root, '.data'),
    save,
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

export function formatValues(values: object): string {
  return `export const VALUES = ${JSON.stringify(values)};\n`;
}
