import { isUtf8 } from 'node:buffer';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { didYouMean } from '#src/did-you-mean.ts';
import { readConnection } from '#src/import/connection.ts';

import type { CommandContext } from './command-context.ts';
import type { RegistryClient } from './registry-client.ts';

/** A subgraph as the registry takes it. */
export interface ProposedSchema {
  readonly name: string;
  readonly sdl: string;
  readonly file: string;
  readonly url?: string;
}

export interface SchemaArgs {
  readonly name?: string | undefined;
  readonly schema?: string | undefined;
  readonly url?: string | undefined;
  /** `a=FILE,b=FILE` */
  readonly set?: string | undefined;
}

/** Reads the schemas that a call names: one, or with `--set` several. Throws with what the call should be. */
export async function readProposedSchemas(
  context: CommandContext,
  registry: RegistryClient,
  args: SchemaArgs,
): Promise<ProposedSchema[]> {
  const named = args.set === undefined ? readOne(context, args) : readSet(context, args);
  const { subgraphs } = await registry.ask<{ subgraphs: { name: string }[] }>(
    '{ subgraphs { name } }',
  );
  const known = new Set(subgraphs.map(({ name }) => name));
  return named.map((schema) => {
    const url = known.has(schema.name) ? undefined : findDeclaredUrl(context, schema.name);
    return { ...(url !== undefined && { url }), ...schema };
  });
}

function readOne(context: CommandContext, { name, schema, url }: SchemaArgs): ProposedSchema[] {
  if (name === undefined) {
    throw new Error('Which subgraph? Say NAME --schema FILE, or --set a=FILE,b=FILE.');
  }
  const declared = path.join(context.root, 'subgraphs', name, 'schema.graphql');
  if (schema === undefined && !existsSync(declared)) {
    const hint = didYouMean(name, readdirSync(path.join(context.root, 'subgraphs')));
    throw new Error(`Which file has the schema of "${name}"? Say --schema FILE.${hint}`);
  }
  return [{ ...readSchema(context, name, schema ?? declared), ...(url !== undefined && { url }) }];
}

function readSet(
  context: CommandContext,
  { name, schema, url, set = '' }: SchemaArgs,
): ProposedSchema[] {
  if (name !== undefined || schema !== undefined) {
    throw new Error('Say either NAME --schema FILE, or --set a=FILE,b=FILE.');
  }
  const files = readPairs('--set', set);
  const urls = new Map(url === undefined ? [] : readPairs('--url', url));
  return files.map(([subgraph, file]) => {
    const own = urls.get(subgraph);
    return { ...readSchema(context, subgraph, file), ...(own !== undefined && { url: own }) };
  });
}

function readPairs(option: string, text: string): [string, string][] {
  return text.split(',').map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1 || at === pair.length - 1) {
      throw new Error(`"${pair}" is no pair: say ${option} NAME=VALUE,NAME=VALUE.`);
    }
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  });
}

function readSchema({ root }: CommandContext, name: string, given: string): ProposedSchema {
  const file = path.resolve(given);
  if (!existsSync(file)) {
    throw new Error(`There is no file "${given}".`);
  }
  if (!statSync(file).isFile()) {
    throw new Error(`"${given}" is not a file: say the one with the schema.`);
  }
  const relative = path.relative(root, file).split(path.sep).join('/');
  const shown = relative.startsWith('..') || path.isAbsolute(relative) ? given : relative;
  return { name, sdl: readText(file, given), file: shown };
}

// What is no text in UTF-8 would be published with other characters than it has.
function readText(file: string, given: string): string {
  const bytes = readFileSync(file);
  if (!isUtf8(bytes)) {
    throw new Error(`"${given}" is not text in UTF-8.`);
  }
  return bytes.toString('utf8');
}

/** A subgraph of this project says its port; another one must say its URL. */
function findDeclaredUrl({ root, env }: CommandContext, name: string): string | undefined {
  const isDeclared = existsSync(path.join(root, 'subgraphs', name, 'package.json'));
  // Whose key signs is of no matter for the addresses alone.
  const base = isDeclared
    ? readConnection(root, { SIGNING_KEY: 'unused', ...env }).services[name]
    : undefined;
  return base && new URL('/graphql', base).href;
}
