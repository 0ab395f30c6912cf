import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

import { type DefinitionNode, Kind, parse } from 'graphql';

import type { Names, Taken } from './check-names.ts';
import { renameSample } from './rename-sample.ts';

const TEMPLATE = path.join(import.meta.dirname, 'template');
const NOT_COPIED = /(?:^|[\\/])(?:node_modules|generated)(?:[\\/]|$)/u;
const FIRST_PORT = 4001;
/** The registry is at a hundred above the router. */
const LAST_PORT = 4099;

/** What the project at `root` has already. */
export function readTaken(root: string): Taken {
  const { definitions } = parse(readFileSync(path.join(root, 'schema/supergraph.graphql'), 'utf8'));
  return {
    subgraphs: readdirSync(path.join(root, 'subgraphs')),
    types: new Set(
      definitions.flatMap((one) => ('name' in one && one.name ? [one.name.value] : [])),
    ),
    rootFields: new Set(definitions.flatMap(listRootFields)),
  };
}

function listRootFields(definition: DefinitionNode): string[] {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
    ['Query', 'Mutation'].includes(definition.name.value)
    ? (definition.fields ?? []).map(({ name }) => name.value)
    : [];
}

/** Writes subgraphs/NAME, all of it or nothing. Answers its folder and port. */
export function createFolder(root: string, names: Names): { folder: string; port: number } {
  const folder = path.join(root, 'subgraphs', names.name);
  const port = findFreePort(path.join(root, 'subgraphs'));
  // Beside its place, so that it gets there in one step.
  const draft = mkdtempSync(path.join(root, '.new-subgraph-'));
  try {
    for (const file of readdirSync(TEMPLATE, { recursive: true, withFileTypes: true })) {
      const from = path.join(file.parentPath, file.name);
      const relative = path.relative(TEMPLATE, from);
      if (file.isFile() && !NOT_COPIED.test(relative)) {
        const to = path.join(draft, renameSample(relative, names));
        mkdirSync(path.dirname(to), { recursive: true });
        writeFileSync(to, renameSample(readFileSync(from, 'utf8'), names));
      }
    }
    setPort(draft, port);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
  return { folder, port };
}

function setPort(folder: string, port: number): void {
  for (const name of ['package.json', 'README.md']) {
    const file = path.join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace('4000', String(port)));
  }
}

function findFreePort(subgraphs: string): number {
  const files = readdirSync(subgraphs)
    .map((name) => path.join(subgraphs, name, 'package.json'))
    .filter((file) => existsSync(file));
  const taken = new Set<number | undefined>(
    files.map((file) => JSON.parse(readFileSync(file, 'utf8')).supergraph?.port),
  );
  let port = FIRST_PORT;
  while (taken.has(port)) {
    port += 1;
  }
  if (port > LAST_PORT) {
    throw new Error(`Every port from ${FIRST_PORT} to ${LAST_PORT} is taken by a subgraph.`);
  }
  return port;
}
