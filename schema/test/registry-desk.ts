import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { createTestFolder } from '@supergraph/kit/testing';

import {
  type TestRegistry,
  type TestRegistryOptions,
  createTestRegistry,
  ownKeyOf,
} from './registry-fixture.ts';

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Reader {
  /** Ends the pipe after the first piece, as `head` does. */
  readonly readsFirst?: boolean;
}

export interface Desk extends AsyncDisposable {
  readonly registry: TestRegistry;
  /** Runs `graph` in a process of its own, as the administrator of this machine. */
  graph(
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
    reader?: Reader,
  ): Promise<Outcome>;
  /** Writes a file beside the registry and answers where it is. */
  write(name: string, text: string): string;
}

/** A registry, a folder for files, and the `graph` command; all of it removes itself. */
export async function openDesk(options: TestRegistryOptions = {}): Promise<Desk> {
  const folder = createTestFolder();
  const registry = await createTestRegistry({ ...options, usesRealTime: true });
  return {
    registry,
    graph: (args, env, reader) => {
      const own = { GRAPH_REGISTRY: registry.url, SIGNING_KEY: ownKeyOf('graph') };
      return runCommand(args, { ...own, ...env }, reader);
    },
    write(name, text) {
      const file = path.join(folder.path, name);
      writeFileSync(file, text);
      return file;
    },
    async [Symbol.asyncDispose]() {
      await registry[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

/** Runs `graph` in a process of its own. */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { readsFirst = false }: Reader = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [CLI, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += String(chunk);
    if (readsFirst) {
      child.stdout.destroy();
    }
  });
  child.stderr.on('data', (chunk) => (output.stderr += String(chunk)));
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { code, ...output };
}
