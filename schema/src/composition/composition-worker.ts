import type { SubgraphSdl } from '#src/read-subgraphs.ts';

import { lintSubgraphs } from '#src/lint/lint-subgraphs.ts';
import { answerTasks } from '#src/threads/answer-tasks.ts';

import { composeOnce, composeSupergraph } from './compose.ts';
import { emptyPlaces } from './light-places.ts';
import type { LintedComposition } from './light-places.ts';

/** What the worker is sent: texts, which cross threads cheaply. */
export interface Task {
  readonly subgraphs: readonly SubgraphSdl[];
  /** Where faults are to be explained: what stands in for subgraphs that are broken beyond repair. */
  readonly lastGood?: readonly SubgraphSdl[];
}

answerTasks(({ subgraphs, lastGood }: Task): LintedComposition => {
  const composition =
    lastGood === undefined ? composeOnce(subgraphs) : composeSupergraph(subgraphs, lastGood);
  return emptyPlaces(
    composition.ok ? { ...composition, findings: lintSubgraphs(subgraphs) } : composition,
  );
});
