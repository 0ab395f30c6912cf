import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** One process that the graph consists of. */
export interface ServiceSpec {
  readonly name: string;
  readonly entry: string;
  readonly port: number;
  /** The services whose feeds and commands it uses: they, and only they, get its key. */
  readonly calls: readonly string[];
}

export const DECLARED_ROUTER_PORT = 4000;

/** Every folder in subgraphs/ that says its port in package.json, moved with the block of ports. */
export function readServices(root: string, graphPort: number): ServiceSpec[] {
  const folder = path.join(root, 'subgraphs');
  return readdirSync(folder)
    .toSorted()
    .filter((name) => existsSync(path.join(folder, name, 'package.json')))
    .map((name) => {
      const { port, calls } = readDeclaration(path.join(folder, name, 'package.json'));
      return {
        name,
        entry: path.join(folder, name, 'src', 'server.ts'),
        port: graphPort + port - DECLARED_ROUTER_PORT,
        calls,
      };
    });
}

function readDeclaration(file: string): { port: number; calls: readonly string[] } {
  const { supergraph } = JSON.parse(readFileSync(file, 'utf8')) as {
    supergraph?: { port?: number; calls?: string[] };
  };
  if (supergraph?.port === undefined) {
    throw new Error(`${file} does not say its port: "supergraph": { "port": 4001 }.`);
  }
  return { port: supergraph.port, calls: supergraph.calls ?? [] };
}
