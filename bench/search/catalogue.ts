import { demoLines } from '@supergraph/demo/generate';
import type { Profile } from '@supergraph/demo/profiles';
import { importLines } from '@supergraph/e2e/import-lines';
import { waitForIndex } from '@supergraph/e2e/search-index';
import type { RunningGraph } from '@supergraph/e2e/start-graph';

/** What search reads of a catalogue; stock and reviews are most of the lines, and are left out. */
const TYPES: ReadonlySet<string> = new Set(['category', 'product', 'bundle', 'price']);

/** Lines of the import format that search makes its index from. */
function* catalogueLines(profile: Profile): Generator<string> {
  for (const line of demoLines({ profile })) {
    if (TYPES.has(line.type)) {
      yield JSON.stringify(line);
    }
  }
}

/** Fills a graph and waits until search has it all. Answers how long either took. */
export async function fill(graph: RunningGraph, profile: Profile, products: number) {
  const started = performance.now();
  await importLines(graph, () => catalogueLines(profile));
  const imported = performance.now();
  await waitForIndex(graph, products);
  return { importMs: imported - started, catchUpMs: performance.now() - imported };
}
