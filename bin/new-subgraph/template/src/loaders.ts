import type { Queries } from '@supergraph/kit/database';
import { createEntityLoader } from '@supergraph/kit/loaders';

import { findSamples } from '#src/data/sample.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** One loader per look-up: a request runs one statement per step, however many entities it has. */
export function createLoaders(db: Queries) {
  return {
    sample: createEntityLoader(
      (ids: readonly string[]) => findSamples(db, ids),
      (row) => row.id,
    ),
  };
}
