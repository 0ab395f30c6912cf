import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

const Manifest = z.object({ supergraph: z.object({ port: z.int().positive() }) });

export interface SubgraphSdl {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
  /** Relative to the root of the project, with forward slashes: what a reader of an error opens. */
  readonly file: string;
}

/**
 * Reads every folder of `subgraphs/` that has a schema.graphql, ordered by name so that the order
 * of directory entries decides nothing. Throws when one of them has no port.
 */
export async function readSubgraphs(root: string): Promise<SubgraphSdl[]> {
  const names = (await readdir(join(root, 'subgraphs')))
    .filter((name) => existsSync(join(root, 'subgraphs', name, 'schema.graphql')))
    .toSorted();
  return Promise.all(names.map((name) => readSubgraph(root, name)));
}

async function readSubgraph(root: string, name: string): Promise<SubgraphSdl> {
  const file = `subgraphs/${name}/schema.graphql`;
  const sdl = await readFile(join(root, file), 'utf8');
  const manifest = `subgraphs/${name}/package.json`;
  const port = readPort(await readFile(join(root, manifest), 'utf8'));
  if (port === undefined) {
    throw new Error(`"${manifest}" does not say "supergraph": { "port": NUMBER }.`);
  }
  return { name, url: `http://127.0.0.1:${port}/graphql`, sdl, file };
}

function readPort(manifest: string): number | undefined {
  return Manifest.safeParse(JSON.parse(manifest)).data?.supergraph.port;
}
