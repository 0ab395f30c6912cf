import { stripVTControlCharacters } from 'node:util';

import { defineCommand, renderUsage, runCommand } from 'citty';
import type { Resolvable, SubCommandsDef } from 'citty';

import { EXAMPLES, createRegistryCommands } from './commands/registry-commands.ts';
import { refuseUnknownOptions } from './commands/refuse-unknown-options.ts';
import { didYouMean } from './did-you-mean.ts';

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
    refuseUnknownOptions(await resolve(command.args ?? {}), args);
    await runCommand(command, { rawArgs: args });
  } else {
    console.error(plain(await renderUsage(graph)));
    throw new Error(
      name === ''
        ? 'Which command?'
        : `There is no command "${name}".${didYouMean(name, Object.keys(subCommands))}`,
    );
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

/** What went wrong, with a call that would be right where a word is missing. */
function explain(error: unknown, name = ''): unknown {
  const message = error instanceof Error ? error.message : error;
  const missing = /^Missing required positional argument: (.+)$/.exec(String(message))?.[1];
  const [example] = EXAMPLES[name] ?? [];
  return missing === undefined || example === undefined
    ? message
    : `\`graph ${name}\` needs ${missing}, as in: ${example.split(/ {2,}/)[0]}`;
}

// Who reads may have enough before the end, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? process.exitCode : CALL_IS_WRONG);
});

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(explain(error, process.argv[2]));
  process.exitCode = CALL_IS_WRONG;
}
