import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  type SoughtProduct,
  demoProducts,
  readProducts,
  waitForIndex,
} from './harness/search-index.ts';
import { listShortfalls, measureQuality } from './harness/search-quality.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const realCatalogFile = process.env['REAL_CATALOG_FILE'];

async function findShortfalls(
  { url }: RunningGraph,
  products: readonly SoughtProduct[],
  locale: string,
): Promise<string[]> {
  return listShortfalls(await measureQuality(url, products, { locale, queries: 500, seed: 5 }));
}

describe('the demo data', () => {
  const products = demoProducts('demo');
  let graph: RunningGraph;
  beforeAll(async () => {
    graph = await startGraph({ profile: 'demo', env: { LOG_LEVEL: 'warn' } });
    await waitForIndex(graph, products.length);
  });
  afterAll(() => graph?.stop());

  it.each(['en', 'de', 'fr'])('is found by name, also with a typo, in "%s"', async (locale) => {
    expect(await findShortfalls(graph, products, locale)).toEqual([]);
  });
});

it.skipIf(realCatalogFile === undefined)(
  'finds the real catalogue by name, also with a typo, in "en" (needs REAL_CATALOG_FILE)',
  async () => {
    await using graph = await startGraph({ profile: 'none', env: { LOG_LEVEL: 'warn' } });
    const file = realCatalogFile ?? '';
    const products = readProducts(readFileSync(file, 'utf8').trim().split('\n'));
    const { graphPort, dataDir } = graph;
    const importing = spawn(process.execPath, ['schema/src/cli.ts', 'import', file], {
      cwd: root,
      stdio: 'ignore',
      env: { ...process.env, GRAPH_PORT: String(graphPort), DATA_DIR: dataDir },
    });
    await once(importing, 'exit');
    await waitForIndex(graph, products.length);
    expect(await findShortfalls(graph, products, 'en')).toEqual([]);
  },
);
