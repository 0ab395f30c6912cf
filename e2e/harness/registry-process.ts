import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { type SignedFetch, createSignedFetch } from '@supergraph/kit/signed-fetch';

const SERVER = fileURLToPath(new URL('../../schema/src/server.ts', import.meta.url));
const CALLERS = ['graph', 'router', 'products', 'reviews', 'freight'];

export type LogLine = Readonly<Record<string, unknown>>;

/** A registry in a process of its own. */
export interface RegistryProcess extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  fetch(path: string, request?: Parameters<SignedFetch>[1], as?: string): Promise<Response>;
  /** One operation as the administrator. Rejects when nothing answers any more. */
  ask(query: string, variables?: object): Promise<ReturnType<typeof JSON.parse>>;
  /** Resolves to the first line of its log with that message, when there is one. */
  until(message: string): Promise<LogLine>;
  /** Ends it and answers its exit code; null when the signal ended it. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts a registry over a data folder and resolves when it is ready. */
export async function startRegistry(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RegistryProcess> {
  const keys = Object.fromEntries(CALLERS.map((caller) => [caller, keyOf(caller)]));
  const child = spawn(process.execPath, [SERVER], {
    env: { DATA_DIR: dataDir, PORT: '0', CALLER_KEYS: JSON.stringify(keys), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const until = followLog(child);
  const url = String((await until('ready'))['url']);
  const fetchAs: RegistryProcess['fetch'] = (path, request, as = 'graph') =>
    createSignedFetch({ caller: as, key: keyOf(as), now: Date.now })(new URL(path, url), request);
  const kill = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  return {
    url,
    pid: child.pid ?? 0,
    fetch: fetchAs,
    async ask(query, variables = {}) {
      const body = { query, variables };
      return (await fetchAs('/graphql', { method: 'POST', body })).json();
    },
    until,
    kill,
    async [Symbol.asyncDispose]() {
      await kill('SIGKILL');
    },
  };
}

function followLog(child: ChildProcess): RegistryProcess['until'] {
  const lines: LogLine[] = [];
  const output = new EventEmitter();
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts.map(parseLine));
      output.emit('more');
    });
  }
  const ended = once(child, 'close');
  return async (message) => {
    for (;;) {
      const found = lines.find(({ msg }) => msg === message);
      if (found !== undefined) {
        return found;
      }
      const more = await Promise.race([once(output, 'more'), ended.then(() => undefined)]);
      if (more === undefined && !lines.some(({ msg }) => msg === message)) {
        throw new Error(`The registry ended without "${message}": ${JSON.stringify(lines)}`);
      }
    }
  };
}

function parseLine(text: string): LogLine {
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return { text };
  }
}

function keyOf(caller: string): string {
  return createHash('sha256').update(`test key of ${caller}`).digest('hex');
}
