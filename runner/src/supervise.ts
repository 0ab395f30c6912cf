import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

import type { Sleep } from '@supergraph/kit/clock';

import type { LogStream } from './log-stream.ts';

export interface ProcessSpec {
  readonly name: string;
  /** For Node itself, before the entry. */
  readonly nodeArgs: readonly string[];
  readonly entry: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface SuperviseDeps {
  readonly logs: LogStream;
  readonly sleep: Sleep;
  readonly cwd: string;
  /** Told of every end that nobody asked for. */
  readonly onCrash?: (reason: string) => void;
}

export interface Supervised {
  /** Resolves when the process first said that it serves. */
  readonly ready: Promise<void>;
  /** SIGTERM, then SIGKILL when it does not end in time. Resolves when it is gone. */
  stop(): Promise<void>;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

type State =
  | { readonly phase: 'running'; readonly child: Child }
  | { readonly phase: 'waiting to restart' }
  | { readonly phase: 'stopped' };

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;
/** A process that lived this long starts over with the shortest delay. */
const STABLE_MS = 20_000;
const STOP_WITHIN_MS = 10_000;

/** Keeps one process running: a crash restarts it with a growing delay, and does not end the others. */
export function supervise(spec: ProcessSpec, deps: SuperviseDeps): Supervised {
  const { logs, sleep, cwd } = deps;
  const stopping = new AbortController();
  const firstReady = Promise.withResolvers<void>();
  let state: State = { phase: 'waiting to restart' };

  const runOnce = (): Promise<string> => {
    const child = spawnService(spec, cwd);
    state = { phase: 'running', child };
    logs.attach(spec.name, child.stdout);
    logs.attach(spec.name, child.stderr);
    child.on('message', (message) => {
      if (isReadyMessage(message)) {
        firstReady.resolve();
      }
    });
    return waitForEnd(child);
  };

  const run = async (): Promise<void> => {
    let delayMs = FIRST_DELAY_MS;
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      const reason = await runOnce();
      if (stopping.signal.aborted) {
        break;
      }
      delayMs = Date.now() - startedAt > STABLE_MS ? FIRST_DELAY_MS : delayMs;
      state = { phase: 'waiting to restart' };
      deps.onCrash?.(reason);
      logs.say(spec.name, `ended (${reason}); restarts in ${delayMs} ms`);
      await sleep(delayMs, stopping.signal);
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
    }
    state = { phase: 'stopped' };
  };
  const ended = run();

  return {
    ready: firstReady.promise,
    async stop() {
      stopping.abort();
      if (state.phase === 'running') {
        end(state.child);
      }
      await ended;
    },
  };
}

// The channel ends with this process, so no service outlives the runner, even after kill -9.
function spawnService({ nodeArgs, entry, args, env }: ProcessSpec, cwd: string): Child {
  return spawn(process.execPath, [...nodeArgs, entry, ...args], {
    cwd,
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  }) as unknown as Child;
}

/** Resolves to how it ended. */
function waitForEnd(child: Child): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
}

function end(child: Child): void {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  child.once('exit', () => clearTimeout(timer));
}

function isReadyMessage(message: unknown): boolean {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready'
  );
}
