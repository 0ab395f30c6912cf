import type { NewId } from '@supergraph/kit/ids';

import type { ActiveGraphs } from '#src/registry/active-graph.ts';
import type { EvaluateDeps } from '#src/registry/evaluate.ts';
import type { OverrideShares } from '#src/registry/override-shares.ts';
import type { OneByOne } from '#src/registry/one-by-one.ts';

/** What everything that changes the graph is built from. */
export interface RegistryDeps extends EvaluateDeps {
  readonly newId: NewId;
  readonly graphs: ActiveGraphs;
  readonly shares: OverrideShares;
  /** Whatever moves the pointer waits for its turn here: each change is composed on top of the one before. */
  readonly inTurn: OneByOne;
  /** Composes and judges what only asks, such as checks, and explains refusals: whatever that takes, no publish waits for it. */
  readonly trials: Pick<EvaluateDeps, 'composer' | 'judge'>;
}
