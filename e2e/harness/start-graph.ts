import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { REGISTRY_OFFSET, findFreeBlock } from './ports.ts';
import { PORT_OFFSETS } from './services.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const READY_WITHIN_MS = 90_000;

export interface StartOptions {
  readonly profile?: 'none' | 'tiny' | 'demo';
  /** Kept by the caller; else a folder that goes with the graph. */
  readonly dataDir?: string;
  readonly graphPort?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Another copy of the workspace than this one. */
  readonly workspace?: string;
}

export interface RunningGraph extends AsyncDisposable {
  readonly url: string;
  readonly graphPort: number;
  readonly dataDir: string;
  /** Base URL by service name. */
  readonly serviceUrls: Readonly<Record<string, string>>;
  readonly runner: ChildProcess;
  /** Everything the processes have said, as JSON lines behind their names. */
  output(): string;
  /** The entries one process has logged so far. */
  logOf(name: string): LogEntry[];
  /** The process that last said it is ready under this name. */
  pidOf(name: string): number;
  /** SIGTERM, and waits for the end. Answers the exit code. */
  stop(): Promise<number | null>;
}

export type LogEntry = Readonly<Record<string, unknown>> & {
  readonly msg: string;
  readonly pid: number;
};

/** Starts the real graph through the runner on free ports, and waits until it says ready. */
export async function startGraph(options: StartOptions = {}): Promise<RunningGraph> {
  const graphPort = options.graphPort ?? (await findFreeBlock());
  const ownFolder =
    options.dataDir === undefined ? mkdtempSync(path.join(tmpdir(), 'graph-')) : undefined;
  const dataDir = options.dataDir ?? ownFolder ?? '';
  const { runner, ended, output } = spawnRunner(
    {
      GRAPH_PORT: String(graphPort),
      DATA_DIR: dataDir,
      DEMO_PROFILE: options.profile ?? 'tiny',
      ...options.env,
    },
    { cwd: options.workspace ?? root },
  );
  const logOf = (name: string): LogEntry[] => readEntries(output(), name);
  const stop = async (): Promise<number | null> => {
    runner.kill('SIGTERM');
    const code = await ended;
    if (ownFolder !== undefined) {
      rmSync(ownFolder, { recursive: true, force: true });
    }
    return code;
  };
  await waitForReady(output, ended, stop);

  const urlOf = (offset: number): string => `http://127.0.0.1:${graphPort + offset}`;
  return {
    url: urlOf(0),
    graphPort,
    dataDir,
    serviceUrls: listServices(urlOf),
    runner,
    output,
    logOf,
    pidOf(name) {
      const pid = logOf(name).findLast(({ msg }) => msg === 'ready')?.pid;
      if (pid === undefined) {
        throw new Error(`"${name}" has not said that it is ready.`);
      }
      return pid;
    },
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}

/** The runner as a process of its own, with all it prints. */
export function spawnRunner(
  env: Readonly<Record<string, string>>,
  {
    command = ['runner/src/cli.ts'],
    cwd = root,
  }: { readonly command?: readonly string[]; readonly cwd?: string } = {},
) {
  const runner = spawn(process.execPath, [...command], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that a test can see when all of it is gone.
    detached: true,
    // As under pnpm, which has installed already: bin/run.mjs does not begin with that.
    env: {
      ...process.env,
      npm_config_user_agent: 'pnpm/12',
      LOG_FORMAT: 'json',
      NODE_ENV: 'development',
      ...env,
    },
  });
  let output = '';
  const collect = (chunk: Buffer): void => void (output += chunk.toString('utf8'));
  runner.stdout.on('data', collect);
  runner.stderr.on('data', collect);
  const ended = new Promise<number | null>((resolve) => {
    runner.once('exit', resolve);
  });
  return { runner, ended, output: () => output };
}

function listServices(urlOf: (offset: number) => string): RunningGraph['serviceUrls'] {
  const services = Object.entries(PORT_OFFSETS).map(([name, offset]) => [name, urlOf(offset)]);
  return { registry: urlOf(REGISTRY_OFFSET), ...Object.fromEntries(services) };
}

async function waitForReady(
  read: () => string,
  ended: Promise<number | null>,
  stop: () => Promise<unknown>,
): Promise<void> {
  let over: string | undefined;
  void ended.then((code) => (over = `It ended with code ${code}.`));
  const timer = setTimeout(
    () => (over = `It took more than ${READY_WITHIN_MS} ms.`),
    READY_WITHIN_MS,
  );
  while (!/^ready /mu.test(read())) {
    if (over !== undefined) {
      await stop();
      throw new Error(`The graph did not become ready. ${over}\n${read()}`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  clearTimeout(timer);
}

function readEntries(output: string, name: string): LogEntry[] {
  return output.split('\n').flatMap((line) => {
    const [prefix = '', ...rest] = line.split(' | ');
    const text = rest.join(' | ');
    return prefix.trim() === name && text.startsWith('{') ? [JSON.parse(text) as LogEntry] : [];
  });
}
