import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { type SignedFetch, createSignedFetch } from '@supergraph/kit/signed-fetch';

const SERVER = fileURLToPath(new URL('../../schema/src/server.ts', import.meta.url));
const CALLERS = ['graph', 'router', 'products', 'reviews', 'freight'];

/** A registry in a process of its own. */
export interface RegistryProcess extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  fetch(path: string, request?: Parameters<SignedFetch>[1], as?: string): Promise<Response>;
  /** One operation as the administrator. Rejects when nothing answers any more. */
  ask(query: string, variables?: object): Promise<ReturnType<typeof JSON.parse>>;
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
  const url = await readUrl(child);
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
    kill,
    async [Symbol.asyncDispose]() {
      await kill('SIGKILL');
    },
  };
}

function readUrl(child: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const look = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const url = /"url":"(?<url>[^"]+)"/u.exec(output)?.groups?.['url'];
      if (url !== undefined) {
        resolve(url);
      }
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('exit', (code) => reject(new Error(`The registry ended with ${code}.\n${output}`)));
  });
}

function keyOf(caller: string): string {
  return createHash('sha256').update(`test key of ${caller}`).digest('hex');
}
