import { writeFileSync } from 'node:fs';

import { defineCommand } from 'citty';

import { type CommandContext, refuseMore } from './command-context.ts';

const ACTIVE =
  '{ active { ...What } } fragment What on Activation { supergraph api subgraphs { name sdl } }';
const ANY = `query Fetch($reference: String!) { active: activation(reference: $reference) { ...What } }
fragment What on Activation { supergraph api subgraphs { name sdl } }`;

interface Fetched {
  readonly active: {
    readonly supergraph: string;
    readonly api: string;
    readonly subgraphs: readonly { readonly name: string; readonly sdl: string }[];
  } | null;
}

export function createFetchCommand({ openRegistry, terminal }: CommandContext) {
  return defineCommand({
    meta: {
      name: 'fetch',
      description: 'Print the schema of a subgraph as it is active; without a name the supergraph',
    },
    args: {
      name: { type: 'positional', required: false, description: 'The subgraph' },
      version: {
        type: 'string',
        valueHint: 'reference',
        description: 'Of another version: its activation or first characters',
      },
      api: { type: 'boolean', description: 'What clients see, instead of the supergraph' },
      output: { type: 'string', valueHint: 'file', description: 'Write a file instead' },
    },
    async run({ args }) {
      refuseMore(args._, 1);
      const { version: reference } = args;
      const { active } = await openRegistry().ask<Fetched>(
        reference === undefined ? ACTIVE : ANY,
        reference === undefined ? {} : { reference },
      );
      const text = findText(active, args);
      if (args.output === undefined) {
        terminal.say(text.trimEnd());
      } else {
        writeFileSync(args.output, text);
      }
    },
  });
}

function findText(
  active: Fetched['active'],
  { name, api }: { readonly name?: string | undefined; readonly api?: boolean | undefined },
): string {
  if (active === null) {
    throw new Error('Nothing was published yet.');
  }
  if (name === undefined) {
    return api === true ? active.api : active.supergraph;
  }
  const found = active.subgraphs.find((subgraph) => subgraph.name === name);
  if (found === undefined) {
    const names = active.subgraphs.map((subgraph) => subgraph.name).join(', ');
    throw new Error(`There is no subgraph "${name}" in that version; there are ${names}.`);
  }
  return found.sdl;
}
