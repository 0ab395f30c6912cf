import { spawn } from 'node:child_process';
import path from 'node:path';

import { defineCommand } from 'citty';

import { readGraphPort } from '#src/graph-port.ts';

import { type CommandContext, refuseMore } from './command-context.ts';
import { listOptions } from './list-options.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** `graph dev`: the whole graph for somebody who changes it. It runs until it is ended. */
export function createDevCommand({ root, env }: CommandContext) {
  return defineCommand({
    meta: {
      name: 'dev',
      description: 'Start the graph and keep up with what is saved; nothing that breaks ends it',
    },
    args: {
      only: {
        type: 'string',
        valueHint: 'a,b',
        description: 'Start only these subgraphs; fields of the others are errors',
      },
      remote: {
        type: 'string',
        valueHint: 'name=URL',
        description: 'Take one that runs elsewhere, at its GraphQL endpoint; may be said again',
      },
      root: { type: 'string', valueHint: 'folder', description: 'Another project than this one' },
    },
    async run({ args, rawArgs }) {
      refuseMore(args._, 0);
      // Said here: the session would say it as one of many settings.
      readGraphPort(env);
      const call = {
        project: path.resolve(args.root ?? root),
        only: args.only?.split(',').map((name) => name.trim()) ?? [],
        remote: listOptions(rawArgs, 'remote'),
      };
      const entry = path.join(root, 'runner', 'src', 'dev', 'cli.ts');
      process.exitCode = await runUntilEnded(entry, JSON.stringify(call));
    },
  });
}

/** Resolves to the exit code of a process that ends with this one. */
function runUntilEnded(entry: string, call: string): Promise<number> {
  // The channel ends with this process, so the session notices when it is gone, even after kill -9.
  const child = spawn(process.execPath, [entry, call], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of SIGNALS) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
