import { readFileSync } from 'node:fs';
import path from 'node:path';

import { type Rejection, importFile } from '@supergraph/schema/import';

import type { RunningGraph } from './start-graph.ts';

/** Imports lines into the catalog and pricing of a running graph, as `graph import` does. Rejects when a line is rejected. */
export async function importLines(
  { dataDir, serviceUrls }: RunningGraph,
  lines: () => Iterable<string>,
): Promise<void> {
  const { catalog = '', pricing = '' } = serviceUrls;
  const rejections: Rejection[] = [];
  await importFile({
    from: { lines },
    services: { catalog, pricing },
    key: readKey(dataDir, 'graph'),
    onRejection: (rejection) => void rejections.push(rejection),
  });
  if (rejections.length > 0) {
    throw new Error(`Lines were rejected: ${JSON.stringify(rejections.slice(0, 5))}`);
  }
}

/** What a caller of this graph signs with, in hex. */
export function readKey(dataDir: string, caller: 'graph' | 'router'): string {
  const text = readFileSync(path.join(dataDir, 'keys.json'), 'utf8');
  return (JSON.parse(text) as Record<string, string>)[caller] ?? '';
}
