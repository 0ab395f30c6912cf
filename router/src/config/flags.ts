import { parseArgs } from 'node:util';

import { nearestName } from './nearest-name.ts';

const KNOWN = ['config', 'supergraph', 'port'] as const;

export type Flags = Readonly<Partial<Record<(typeof KNOWN)[number], string>>>;

export const USAGE = `Usage: node router/src/server.ts [--supergraph FILE] [--port NUMBER] [--config FILE]

  --supergraph FILE  the supergraph to serve; wins over the registry
  --port NUMBER      where to listen, 4000 unless the configuration says otherwise; 0 takes a free one
  --config FILE      the configuration, router/router.yaml unless said otherwise; it explains every key
`;

/** The flags of the command line; "help" when that is asked for. Throws one sentence about the first that is wrong. */
export function readFlags(args: readonly string[]): Flags | 'help' {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: {
      config: { type: 'string' },
      supergraph: { type: 'string' },
      port: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
    strict: false,
    tokens: true,
  });
  if (values['help'] === true) {
    return 'help';
  }
  const flags: { -readonly [Key in keyof Flags]: string } = {};
  for (const token of tokens) {
    if (token.kind === 'positional') {
      throw new Error(
        `"${token.value}" has no flag before it. A supergraph is given as "--supergraph ${token.value}".`,
      );
    }
    if (token.kind === 'option') {
      const name = KNOWN.find((known) => known === token.name);
      if (name === undefined) {
        throw new Error(describeUnknown(token.rawName, token.name));
      }
      flags[name] = readValue(name, token.value);
    }
  }
  return flags;
}

function describeUnknown(rawName: string, name: string): string {
  const nearest = nearestName(name, KNOWN);
  return nearest === undefined
    ? `There is no flag "${rawName}". The flags are ${KNOWN.map((known) => `"--${known}"`).join(', ')} and "--help".`
    : `There is no flag "${rawName}". Did you mean "--${nearest}"?`;
}

function readValue(name: string, value: string | undefined): string {
  // A flag that follows at once was not meant as the value of this one.
  if (value === undefined || value === '' || value.startsWith('--')) {
    throw new Error(
      `The flag "--${name}" has no value behind it, such as "--${name} ${exampleOf(name)}".`,
    );
  }
  return value;
}

function exampleOf(name: string): string {
  switch (name) {
    case 'port':
      return '4000';
    case 'config':
      return 'router.yaml';
    default:
      return 'supergraph.graphql';
  }
}
