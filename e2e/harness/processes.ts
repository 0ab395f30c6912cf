import { type ChildProcess, spawn } from 'node:child_process';

import type { ProcessSpec } from '@supergraph/runner/supervise';

/** Processes that are started and killed by hand, by name. */
export function createProcesses(specOf: (name: string) => ProcessSpec) {
  const running = new Map<string, ChildProcess>();
  const kill = async (name: string): Promise<void> => {
    const child = running.get(name);
    running.delete(name);
    if (child !== undefined) {
      await killAndWait(child);
    }
  };
  return {
    /** kill -9; resolves when the process is gone. */
    kill,
    /** Resolves when it serves. */
    async start(name: string): Promise<void> {
      running.set(name, await spawnReady(specOf(name)));
    },
    async killAll(): Promise<void> {
      await Promise.all([...running.keys()].map(kill));
    },
  };
}

async function spawnReady({ nodeArgs, entry, args, env }: ProcessSpec): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...nodeArgs, entry, ...args], {
    env: { ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`${entry} ended with ${code}.`)));
  });
  return child;
}

async function killAndWait(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const gone = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  child.kill('SIGKILL');
  await gone;
}
