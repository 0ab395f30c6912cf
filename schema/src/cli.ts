import { stripVTControlCharacters } from 'node:util';

import { defineCommand, renderUsage, runCommand } from 'citty';
import type { Resolvable, SubCommandsDef } from 'citty';

import { EXAMPLES, createRegistryCommands } from './commands/registry-commands.ts';

// Loaded when called: `graph import` does not wait for the composer, nor the other way round.
const subCommands: SubCommandsDef = {
  compose: () => import('./compose-command.ts').then((module) => module.composeCommand),
  import: () =>
    import('./import/import-command.ts').then((module) => module.createImportCommand(process.env)),
  ...createRegistryCommands(process),
};

const graph = defineCommand({
  meta: { name: 'graph', description: 'The tool of this supergraph' },
  subCommands,
});

const CALL_IS_WRONG = 2;

/**
 * Runs one command. Commands say their outcome in `process.exitCode`: 0 fine, 1 the schema or the
 * data is at fault. What is thrown is a wrong call: 2.
 */
async function run(rawArgs: readonly string[]): Promise<void> {
  const [name = '', ...args] = rawArgs;
  const command = await findCommand(name);
  if (rawArgs.includes('--help') || rawArgs.includes('-h')) {
    console.log(plain(await (command ? renderUsage(command, graph) : renderUsage(graph))));
    console.log(formatExamples(EXAMPLES[name]));
  } else if (command) {
    refuseUnknownOptions(Object.keys(await resolve(command.args ?? {})), args);
    await runCommand(command, { rawArgs: args });
  } else {
    console.error(plain(await renderUsage(graph)));
    throw new Error(name ? `There is no command "${name}".` : 'Which command?');
  }
}

async function findCommand(name: string) {
  const entry = Object.hasOwn(subCommands, name) ? subCommands[name] : undefined;
  return entry && resolve(entry);
}

async function resolve<T extends object>(value: Resolvable<T>): Promise<T> {
  return typeof value === 'function' ? value() : value;
}

function formatExamples(examples: readonly string[] = []): string {
  return examples.length > 0
    ? ['EXAMPLES', '', ...examples.map((line) => `  ${line}`)].join('\n')
    : '';
}

function plain(usage: string): string {
  return process.stdout.isTTY ? usage : stripVTControlCharacters(usage);
}

// The parser takes any option, so a misspelt `--chek` would write instead of compare.
function refuseUnknownOptions(known: readonly string[], args: readonly string[]): void {
  for (const arg of args) {
    const option = /^--(?:no-)?([^=]+)/.exec(arg)?.[1];
    if (option !== undefined && !known.includes(option)) {
      throw new Error(`There is no option "--${option}".`);
    }
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = CALL_IS_WRONG;
}
