import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { type SignedFetch, createSignedFetch } from '@supergraph/kit/signed-fetch';

import { type LoggedProcess, startProcess } from './logged-process.ts';

const SERVER = fileURLToPath(new URL('../../schema/src/server.ts', import.meta.url));
const CALLERS = ['graph', 'router', 'products', 'reviews', 'freight'];

/** A registry in a process of its own. */
export interface RegistryProcess extends LoggedProcess {
  fetch(path: string, request?: Parameters<SignedFetch>[1], as?: string): Promise<Response>;
  /** One operation as the administrator. Rejects when nothing answers any more. */
  ask(query: string, variables?: object): Promise<ReturnType<typeof JSON.parse>>;
}

/** Starts a registry over a data folder and resolves when it is ready. */
export async function startRegistry(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RegistryProcess> {
  const keys = Object.fromEntries(CALLERS.map((caller) => [caller, keyOf(caller)]));
  const started = await startProcess({
    command: process.execPath,
    args: [SERVER],
    env: { DATA_DIR: dataDir, PORT: '0', CALLER_KEYS: JSON.stringify(keys), ...env },
  });
  const { url } = started;
  const fetchAs: RegistryProcess['fetch'] = (path, request, as = 'graph') =>
    createSignedFetch({ caller: as, key: keyOf(as), now: Date.now })(new URL(path, url), request);
  return {
    ...started,
    fetch: fetchAs,
    async ask(query, variables = {}) {
      const body = { query, variables };
      return (await fetchAs('/graphql', { method: 'POST', body })).json();
    },
  };
}

function keyOf(caller: string): string {
  return createHash('sha256').update(`test key of ${caller}`).digest('hex');
}
