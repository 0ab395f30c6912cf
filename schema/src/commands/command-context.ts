import { fileURLToPath } from 'node:url';

import { type Env, type RegistryClient, openRegistryClient } from './registry-client.ts';
import { type Terminal, openTerminal } from './terminal.ts';

/** What the commands that talk to the registry are given. */
export interface CommandContext {
  readonly env: Env;
  /** Of this project. */
  readonly root: string;
  readonly terminal: Terminal;
  /** Opened when it is needed: `--help` needs no key. */
  readonly openRegistry: () => RegistryClient;
  /** 0 fine, 1 the schema is at fault. */
  readonly exitWith: (code: 0 | 1) => void;
}

export function createCommandContext(process: NodeJS.Process): CommandContext {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const { env } = process;
  return {
    env,
    root,
    terminal: openTerminal(process, env),
    openRegistry: () => openRegistryClient(root, env),
    exitWith: (code) => {
      process.exitCode = code;
    },
  };
}

/** Throws when there are more words than a command takes: a forgotten `--` would else do half of what was meant. */
export function refuseMore(words: readonly string[], most: number): void {
  const extra = words.slice(most);
  if (extra.length > 0) {
    throw new Error(`What is "${extra.join(' ')}" for? \`--help\` shows what the command takes.`);
  }
}
