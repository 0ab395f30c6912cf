import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { SubgraphSdl } from '#src/read-subgraphs.ts';

const HEAD =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@inaccessible"])\n';

export const PRODUCTS = `${HEAD}
type Query { product: Product }
type Product implements Node @key(fields: "id") {
  id: ID!
  "For freight."
  weight: Int
  secret: String @inaccessible
}
interface Node { id: ID! }
`;

export const FREIGHT = `${HEAD}
type Product @key(fields: "id") {
  id: ID!
  weight: Int @external
  freight: Int @requires(fields: "weight")
}
`;

/** A subgraph as `readSubgraphs` reads it. */
export function buildSubgraph(name: string, sdl: string): SubgraphSdl {
  return { name, sdl, url: `http://127.0.0.1/${name}`, file: `subgraphs/${name}/schema.graphql` };
}

/** A project folder with these subgraphs; it removes itself. */
export function createProject(sdls: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'graph-'));
  mkdirSync(join(root, 'schema'));
  for (const [index, [name, sdl]] of Object.entries(sdls).entries()) {
    const folder = join(root, 'subgraphs', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'schema.graphql'), sdl);
    const manifest = JSON.stringify({ supergraph: { port: 4001 + index } });
    writeFileSync(join(folder, 'package.json'), manifest);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true }) };
}

/** Runs the `graph` command as a user does. */
export async function runGraph(...args: readonly string[]) {
  const script = fileURLToPath(new URL('../../bin/graph.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, ...args]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, output: stdout + stderr };
}
