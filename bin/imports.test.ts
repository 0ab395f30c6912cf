import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '..');
const depcruise = path.join(root, 'node_modules/.bin/depcruise');

interface Report {
  readonly summary: { readonly totalCruised: number };
  readonly modules: readonly { readonly source: string }[];
}

function cruise(...folders: readonly string[]): Report {
  const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders];
  const output = execFileSync(depcruise, args, { cwd: root, maxBuffer: 1e9, encoding: 'utf8' });
  return JSON.parse(output) as Report;
}

// Without the TypeScript API the import check reads nothing and says that all is well.
it('checks the imports of TypeScript modules', () => {
  const { modules, summary } = cruise('kit', 'subgraphs');
  expect(modules.map(({ source }) => source)).toContain(
    'subgraphs/catalog/src/resolvers/product.ts',
  );
  expect(summary.totalCruised).toBeGreaterThan(100);
}, 30_000);
