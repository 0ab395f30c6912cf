import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('../../router/src/server.ts', import.meta.url));
const PRELOAD = new URL('router-memory-preload.ts', import.meta.url).href;

export type LogLine = Readonly<Record<string, unknown>>;

export interface Memory {
  readonly heapUsed: number;
  readonly rss: number;
}

/** A router in a process of its own, with a supergraph file and settings of its own. */
export interface RouterProcess extends AsyncDisposable {
  readonly url: string;
  /** Every line of its log. What is no JSON, such as a crash, is a line `{ text }`. */
  readonly lines: readonly LogLine[];
  isRunning(): boolean;
  /** Replaces the supergraph file in one step. */
  replaceSupergraph(sdl: string): void;
  /** Waits for a line of the log, from that index on. */
  until(isWanted: (line: LogLine) => boolean, from?: number): Promise<LogLine>;
  /** What the process holds after a collection of all garbage. */
  memory(): Promise<Memory>;
}

export interface RouterSettings {
  readonly sdl: string;
  readonly config?: object;
  /** Flags of V8. */
  readonly flags?: readonly string[];
}

/** Starts a router and resolves when it is ready. */
export async function startRouterProcess(settings: RouterSettings): Promise<RouterProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), 'router-e2e-'));
  const supergraph = path.join(folder, 'supergraph.graphql');
  const config = path.join(folder, 'router.yaml');
  const replaceSupergraph = (sdl: string): void => {
    writeFileSync(`${supergraph}.next`, sdl);
    renameSync(`${supergraph}.next`, supergraph);
  };
  replaceSupergraph(settings.sdl);
  // JSON is YAML.
  writeFileSync(config, JSON.stringify(settings.config ?? {}));
  const child = spawn(
    process.execPath,
    ['--expose-gc', ...(settings.flags ?? []), '--import', PRELOAD, SERVER].concat([
      '--supergraph',
      supergraph,
      '--config',
      config,
      '--port',
      '0',
    ]),
    { env: {}, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const log = readLog(child);
  const router = {
    url: '',
    lines: log.lines,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    replaceSupergraph,
    until: log.until,
    async memory() {
      const from = log.lines.length;
      child.kill('SIGUSR2');
      return (await log.until(({ msg }) => msg === 'memory', from)) as unknown as Memory;
    },
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => {
        child.once('exit', resolve);
      });
      child.kill('SIGKILL');
      await (router.isRunning() ? ended : undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const { url } = await log.until(({ msg }) => msg === 'ready');
  return Object.assign(router, { url: String(url) });
}

function readLog(child: ChildProcess) {
  const lines: LogLine[] = [];
  const waiting = new Set<() => void>();
  const take = (text: string): void => {
    lines.push(parseLine(text));
    waiting.forEach((wake) => wake());
  };
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      parts.filter((part) => part !== '').forEach(take);
    });
  }
  child.once('exit', (code, signal) => take(JSON.stringify({ msg: 'exit', code, signal })));
  const until = (isWanted: (line: LogLine) => boolean, from = 0): Promise<LogLine> =>
    new Promise((resolve, reject) => {
      let at = from;
      const look = (): void => {
        for (; at < lines.length; at += 1) {
          const line = lines[at] ?? {};
          if (isWanted(line) || line['msg'] === 'exit') {
            waiting.delete(look);
            return isWanted(line)
              ? resolve(line)
              : reject(new Error(`The router ended: ${JSON.stringify(lines.slice(-5))}`));
          }
        }
      };
      waiting.add(look);
      look();
    });
  return { lines, until };
}

function parseLine(text: string): LogLine {
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return { text };
  }
}
