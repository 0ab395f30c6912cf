import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../subgraphs', import.meta.url));
const FIRST_PORT = 4000;

/** Every service by name, with the distance of its port from the router's. */
export const PORT_OFFSETS: Readonly<Record<string, number>> = Object.fromEntries(
  readdirSync(folder)
    .toSorted()
    .map((name) => [name, path.join(folder, name, 'package.json')] as const)
    .filter(([, file]) => existsSync(file))
    .map(([name, file]) => {
      const { supergraph } = JSON.parse(readFileSync(file, 'utf8')) as {
        supergraph: { port: number };
      };
      return [name, supergraph.port - FIRST_PORT];
    }),
);
export const SERVICES: readonly string[] = Object.keys(PORT_OFFSETS);
