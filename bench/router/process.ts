import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { openSync, readFileSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

const START_MS = 30_000;
const STOP_MS = 10_000;
const TICKS_PER_SECOND = Number(spawnSync('getconf', ['CLK_TCK']).stdout) || 100;

/** Contestants run on one core; subgraphs and load share another. */
export type Core = 'contestant' | 'load';

/** A process of the benchmark, pinned to its core. It writes into a file, as a service would. */
export interface BenchProcess {
  readonly url: string;
  readonly pid: number;
  cpuMs(): number;
  residentMb(): number;
  forgetOutput(): void;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly core: Core;
  readonly port: number;
  readonly logFile: string;
}

const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0;

/** The command, on its core where the machine has cores to choose from. */
export function pin(core: Core, command: readonly string[]): [string, string[]] {
  const [file = '', ...args] = canPin
    ? ['taskset', '-c', core === 'contestant' ? '0' : '1', ...command]
    : command;
  return [file, args];
}

export async function startProcess(
  nodeArgs: readonly string[],
  { core, port, logFile }: StartOptions,
): Promise<BenchProcess> {
  const output = openSync(logFile, 'a');
  const child = spawn(...pin(core, [process.execPath, ...nodeArgs]), {
    stdio: ['ignore', output, output],
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1' },
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(child, `${url}/graphql?query={__typename}`, logFile);
  const pid = child.pid ?? 0;
  return {
    url,
    pid,
    cpuMs: () => readCpuMs(pid),
    residentMb: () => readResidentMb(pid),
    forgetOutput: () => truncateSync(logFile),
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(impatience);
}

/** Any answer will do: it listens. */
async function waitUntilReady(child: ChildProcess, url: string, logFile: string): Promise<void> {
  const giveUpAt = Date.now() + START_MS;
  while (child.exitCode === null && Date.now() < giveUpAt) {
    try {
      await (await fetch(url)).arrayBuffer();
      return;
    } catch {
      await wait(100);
    }
  }
  child.kill('SIGKILL');
  throw new Error(`It did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`);
}

/** A port that nobody had a moment ago. */
export function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** User and system time of the whole process, all threads. */
function readCpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in brackets may have spaces; what follows it begins with field 3. utime is 14, stime 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}

function readResidentMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
