import { existsSync } from 'node:fs';
import path from 'node:path';

/** What a contestant is started with. */
export interface Setting {
  readonly port: number;
  readonly supergraphFile: string;
  /** The answer to each operation, as JSON { text: answer }. */
  readonly answersFile: string;
}

export interface Contestant {
  readonly name: string;
  readonly nodeArgs: (setting: Setting) => readonly string[];
}

/** The others are compared with it, and their answers with its. */
export const REFERENCE = 'apollo-gateway';
export const FLOOR = 'floor';

const bench = path.join(import.meta.dirname, '..');
const hive = path.join(bench, 'hive/node_modules/@graphql-hive/gateway/dist/bin.mjs');
const routerServer = path.join(bench, '../../router/src/server.ts');

const routerWith = (config: string): Contestant['nodeArgs'] => {
  return ({ port, supergraphFile }) =>
    [routerServer, '--supergraph', supergraphFile, '--port', String(port)].concat(
      '--config',
      path.join(bench, config),
    );
};

/** Those that can run here. Hive Gateway can when `npm install --prefix bench/router/hive @graphql-hive/gateway` was run. */
export function listContestants(): readonly Contestant[] {
  const all: Contestant[] = [
    {
      name: REFERENCE,
      nodeArgs: ({ port, supergraphFile }) => [
        path.join(import.meta.dirname, 'apollo-gateway.ts'),
        String(port),
        supergraphFile,
      ],
    },
    { name: 'router', nodeArgs: routerWith('router.yaml') },
    {
      name: 'router-without-deduplication',
      nodeArgs: routerWith('router-without-deduplication.yaml'),
    },
  ];
  if (existsSync(hive)) {
    all.push({
      name: 'hive-gateway',
      nodeArgs: ({ port, supergraphFile }) =>
        [hive, 'supergraph', supergraphFile].concat([
          '--port',
          String(port),
          '--host',
          '127.0.0.1',
          '--fork',
          '1',
        ]),
    });
  }
  all.push({
    name: FLOOR,
    nodeArgs: ({ port, answersFile }) => [
      path.join(import.meta.dirname, 'floor.ts'),
      String(port),
      answersFile,
    ],
  });
  return all;
}
