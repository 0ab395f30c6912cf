import { readFileSync } from 'node:fs';
import path from 'node:path';

import { createSignedFetch } from '@supergraph/kit/signed-fetch';
import { keyFor } from '@supergraph/kit/signing';

import type { RunningGraph } from './start-graph.ts';

/** One operation on the registry of a running graph, as the `graph` command sends it. Rejects when it has errors. */
export async function askRegistry(
  { dataDir, serviceUrls }: RunningGraph,
  query: string,
  variables: object = {},
): Promise<ReturnType<typeof JSON.parse>> {
  const file = path.join(dataDir, 'keys.json');
  const keys = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const key = keyFor(keys['graph'] ?? '', 'registry');
  const signedFetch = createSignedFetch({ caller: 'graph', key, now: Date.now });
  const url = new URL('/graphql', serviceUrls['registry']);
  const response = await signedFetch(url, { method: 'POST', body: { query, variables } });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data;
}
